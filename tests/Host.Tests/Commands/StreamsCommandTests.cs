using Microboxes.Host.Configuration;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class StreamsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Out_FolderThatDoesNotExist_IsMadeAndGivenToTheFunction()
    {
        FakePlane plane = new();
        string target = folder.File("a/b");
        Assert.Equal(0, CommandRun.Of(plane, "streams", "a.pcap", "--out", target).ExitCode);
        Assert.True(Directory.Exists(target));
        FunctionOptions function = plane.Options!.Applications[0].Functions[0];
        Assert.Equal("StreamFiles", function.Function);
        Assert.Equal(target, function.Settings["folder"]);
    }

    [Fact]
    public void Out_AFile_IsAMistake()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "streams", "a.pcap", "--out", folder.Write("f", ""));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"mb: --out is '{folder.File("f")}', which cannot be made or written to: name another folder.", run.Sentences[0]);
    }

    [Fact]
    public void Json_Records_AreTheStreams()
    {
        FakePlane plane = new() { Records = [(2, 0, """{"path":"b"}"""), (1, 0, """{"path":"a"}""")] };
        CommandRun run = CommandRun.Of(plane, "streams", "a.pcap", "--out", folder.FullName, "--json");
        Assert.Equal(["a", "b"], run.Json["streams"]!.AsArray().Select(s => (string)s!["path"]!));
        Assert.Equal(2, (int)run.Json["delivered"]!);
    }
}
