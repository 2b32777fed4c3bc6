using System.Diagnostics;
using System.Text.Json.Nodes;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

/// <summary>The precompiled program that ./mb executes, as a process: what tests inside one process cannot see.</summary>
public sealed class PublishedHostTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Flows_OfATruncatedCapture_ReportsWhatWasReadAndEndsWithOne()
    {
        string capture = folder.File("cut.pcap");
        await File.WriteAllBytesAsync(capture, [.. CaptureHeader.ToArray(), .. PacketHeader.ToArray(), .. new byte[10]]);
        (int code, string output, string error) = await Run("flows", capture, "--json");
        Assert.Equal(1, code);
        Assert.Equal(0, (int)JsonNode.Parse(output)!["packets"]!);
        Assert.StartsWith("mb: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("This is no capture at all, but text.", 1)]
    public async Task Flows_OfWhatIsNoCapture_IsOneSentence(string content, int expected)
    {
        (int code, string output, string error) = await Run("flows", folder.Write("x.pcap", content));
        Assert.Equal((expected, ""), (code, output));
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Flows_OfAFileThatDoesNotExist_IsAMistake()
    {
        (int code, _, string error) = await Run("flows", folder.File("none.pcap"));
        Assert.Equal(2, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("inline", "1")]
    [InlineData("packed", "3")]
    public async Task Run_GeneratedTraffic_WritesEveryConnectionAndCountsEveryPacket(string placement, string stacks)
    {
        string log = folder.File("conn.log");
        string config = folder.Write("c.json", $$"""
            { "Devices": [ { "Name": "g", "Spec": "mem:flows=300,loss=0.02,reorder=0.05" } ],
              "Applications": [ { "Name": "a", "Functions": [ { "Function": "Logger", "Output": "{{log}}" } ] } ] }
            """);
        (int code, string output, string error) = await Run("run", "--config", config, "--json", "--placement", placement, "--stacks", stacks);
        Assert.Equal((0, ""), (code, error));
        JsonNode report = JsonNode.Parse(output)!;
        Assert.Equal((long)report["packets"]!, (long)report["delivered"]! + report["drops"]!.AsObject().Sum(d => (long)d.Value!));
        Assert.Equal(300, File.ReadLines(log).Count());
    }

    [Fact]
    public async Task Run_UnknownFunction_IsOneSentence()
    {
        string config = folder.Write("c.json", """{ "Devices": [ { "Name": "g", "Spec": "mem:" } ], "Applications": [ { "Name": "a", "Functions": [ { "Function": "Nonsense" } ] } ] }""");
        (int code, _, string error) = await Run("run", "--config", config);
        Assert.Equal(2, code);
        Assert.Contains("'Nonsense'", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task Run_StoppedBySignal_ReportsWhatWasDone(string signal, int expected)
    {
        string log = folder.File("conn.log");
        string config = folder.Write("c.json", $$"""
            { "Devices": [ { "Name": "g", "Spec": "mem:flows=100000000" } ],
              "Applications": [ { "Name": "a", "Functions": [ { "Function": "Logger", "Output": "{{log}}" } ] } ] }
            """);
        using Process process = Start("run", "--config", config, "--json");
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!File.Exists(log) || new FileInfo(log).Length == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        using (Process kill = Process.Start("kill", [signal, $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await End(process);
        Assert.Equal(expected, process.ExitCode);
        Assert.True((long)JsonNode.Parse(await output)!["packets"]! > 0);
    }

    private static ReadOnlySpan<byte> CaptureHeader => [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0];

    private static ReadOnlySpan<byte> PacketHeader => [0, 0, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0];

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await End(process);
        return (process.ExitCode, await output, await error);
    }

    // A program that never ends must not keep the tests from ending.
    private static async Task End(Process process)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail("The program does not end.");
        }
    }

    private static Process Start(params string[] arguments)
    {
        string program = Repository.Path(".build", "host", "Microboxes.Host");
        if (!File.Exists(program)) Assert.Skip("The precompiled host is not built: run ./mb test.");
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        return Process.Start(start)!;
    }
}
