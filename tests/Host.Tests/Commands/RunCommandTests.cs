using System.Text.Json.Nodes;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private const string Configuration = """{ "Devices": [ { "Name": "d", "Spec": "mem:" } ], "Applications": [ { "Name": "a", "Functions": [ { "Function": "F" } ] } ] }""";
    private readonly TemporaryFolder folder = new();
    private readonly FakePlane plane = new()
    {
        Result = new()
        {
            Functions =
            [
                new("a", "F", 7, 3, []) { Mode = "lossy", Lost = 5, Missed = 2, Failure = "F#0 failed." },
                new("a", "G", 9, 0, []) { Mode = "inline" },
            ],
        },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_FunctionFailed_SaysSoAndEndsWithOne()
    {
        CommandRun run = CommandRun.Of(plane, "run", "--config", folder.Write("c.json", Configuration));
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(": F#0 failed.", Assert.Single(run.Sentences), StringComparison.Ordinal);
        Assert.Contains("a/F (lossy): 7 events\n    3 events behind\n    5 events lost because it lagged\n    2 events missed because it failed\n  a/G (inline): 9 events\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Functions_TellModeLagLossAndFailure()
    {
        JsonArray functions = CommandRun.Of(plane, "run", "--json", "--config", folder.Write("c.json", Configuration)).Json["functions"]!.AsArray();
        Assert.Equal("""{"application":"a","name":"F","mode":"lossy","events":7,"lag":3,"lost":5,"missed":2,"published":0,"refused":0,"outstanding_replies":0,"failure":"F#0 failed.","counters":{}}""", functions[0]!.ToJsonString());
        Assert.Equal("""{"application":"a","name":"G","mode":"inline","events":9,"lag":0,"lost":0,"missed":0,"published":0,"refused":0,"outstanding_replies":0,"failure":null,"counters":{}}""", functions[1]!.ToJsonString());
    }
}
