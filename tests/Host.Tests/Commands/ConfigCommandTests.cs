using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Check_GoodFile_SaysSo()
    {
        string file = folder.Write("c.json", "{}");
        CommandRun run = CommandRun.Of(new FakePlane(), "config", "check", file);
        Assert.Equal((0, $"{file} has no mistakes.\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Check_Mistakes_AreOneLineEach()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "config", "check", folder.Write("c.json", """{ "Stacks": { "Count": "two" }, "Lane": 1 }"""));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Sentences.Length);
        Assert.Equal("mb: Stacks:Count is 'two': write a whole number from 1 to 64.", run.Sentences[1]);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Check_Json_ListsPathAndValueOfEachMistake()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "config", "check", "--json", folder.Write("c.json", """{ "Stacks": { "Count": "two" } }"""));
        Assert.Equal(2, run.ExitCode);
        Assert.False((bool)run.Json["valid"]!);
        Assert.Equal("Stacks:Count", (string)run.Json["mistakes"]![0]!["path"]!);
        Assert.Equal("two", (string)run.Json["mistakes"]![0]!["value"]!);
        Assert.Empty(run.Error);
    }
}
