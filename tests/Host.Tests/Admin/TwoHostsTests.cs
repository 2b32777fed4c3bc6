using System.Diagnostics;
using System.Text.Json.Nodes;
using Microboxes.Host.Tests.Commands;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Admin;

/// <summary>The program itself on two hosts: one runs traffic without end, the other commands it.</summary>
public sealed class TwoHostsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Length", "slow")]
    public async Task Commands_BetweenTwoHosts_WorkWithCertificatesAndAreRefusedWithoutThem()
    {
        using NetworkNamespaces network = NetworkNamespaces.Make();
        Init("own");
        Init("other");
        using Process plane = Process.Start(network.InFirst(Program, "run", "--config", Configuration("c.json", """{ "Name": "endless", "Functions": [ { "Function": "Logger" } ] }""")))!;
        try
        {
            await SocketOrEnd(plane);
            JsonNode status = await Ask(network, 0, "own", "status");
            Assert.Equal("endless", (string)status["applications"]![0]!);
            JsonNode list = await Ask(network, 0, "own", "nf", "list");
            Assert.Equal("Logger", (string)list["functions"]![0]!["function"]!);
            JsonNode plan = await Ask(network, 0, "own", "plan", "--live");
            Assert.Equal("Logger", (string)plan["devices"]![0]!["stages"]![0]![0]!["function"]!);
            Assert.StartsWith("Logger ", (string)(await Ask(network, 0, "own", "nf", "reload", "Logger"))["sentence"]!, StringComparison.Ordinal);
            await Ask(network, 0, "own", "nf", "disable", "Logger");
            Assert.Equal("Disabled", await StatusOf(network, "Logger"));
            await Ask(network, 0, "own", "nf", "enable", "Logger");
            Assert.Equal("Active", await StatusOf(network, "Logger"));
            await Ask(network, 2, "own", "nf", "reload", "Nonsense");
            string twice = Configuration("twice.json", """{ "Name": "endless", "Functions": [ { "Function": "Logger" } ] }, { "Name": "second", "Functions": [ { "Function": "Logger" } ] }""");
            await Ask(network, 0, "own", "apply", twice, "--dry-run");
            Assert.Equal(["endless"], await Applications(network));
            await Ask(network, 0, "own", "apply", twice);
            Assert.Equal(["endless", "second"], await Applications(network));
            await Ask(network, 0, "own", "rollback");
            Assert.Equal(["endless"], await Applications(network));
            await Ask(network, 2, "own", "rollback");
            await Ask(network, 2, "own", "apply", Configuration("wrong.json", """{ "Name": "endless", "Functions": [ { "Function": "Nonsense" } ] }"""));
            await Ask(network, 4, "other", "status");
            await Ask(network, 2, "none", "status");
        }
        finally
        {
            plane.Kill(entireProcessTree: true);
        }

        JsonNode[] lines = AuditText.Lines(folder.File("audit.log"));
        string[] done = [.. lines.Where(l => (string)l["outcome"]! == "done").Select(l => (string)l["what"]!)];
        Assert.Equal(["status", "nf list", "plan --live", "nf reload Logger", "nf disable Logger", "nf list", "nf enable Logger", "nf list"], done.Take(8));
        Assert.Equal(1, done.Count(what => what == "rollback"));
        Assert.All(lines, l => Assert.StartsWith($"remote {NetworkNamespaces.Second}:", (string)l["from"]!, StringComparison.Ordinal));
        Assert.Contains(lines, l => AuditText.IsRefusal(l) && (string)l["what"]! == "nf reload Nonsense");
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Microboxes.Host");

    private static string Plugins
    {
        get
        {
            string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!;
            string plugins = Repository.Path("Microboxes.Host", "bin", configuration, "net10.0", "plugins");
            if (!Directory.Exists(Path.Combine(plugins, "Logger"))) Assert.Skip("The NFs are not built: run ./mb test.");
            return plugins;
        }
    }

    private string Configuration(string name, string applications) => folder.Write(name, $$"""
        { "Devices": [ { "Name": "g", "Spec": "mem:flows=100000000" } ],
          "Plugins": { "Path": "{{Plugins}}" },
          "Applications": [ {{applications}} ],
          "Admin": { "Socket": "{{folder.File("s")}}", "Audit": "{{folder.File("audit.log")}}",
            "Remote": { "Certificates": "{{folder.File("own")}}/hosts/{{NetworkNamespaces.First}}", "Address": "{{NetworkNamespaces.First}}" } } }
        """);

    private void Init(string authority) =>
        Assert.Equal(0, CommandRun.Of(new FakePlane(), "admin", "init", "--folder", folder.File(authority), "--for", NetworkNamespaces.First, "--operator", "alice").ExitCode);

    private async Task SocketOrEnd(Process plane)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        while (!File.Exists(folder.File("s")))
        {
            Assert.False(plane.HasExited, plane.HasExited ? await plane.StandardError.ReadToEndAsync(CancellationToken.None) : "");
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task<string[]> Applications(NetworkNamespaces network) =>
        [.. (await Ask(network, 0, "own", "status"))["applications"]!.AsArray().Select(a => (string)a!)];

    private async Task<string> StatusOf(NetworkNamespaces network, string function) =>
        (string)(await Ask(network, 0, "own", "nf", "list"))["functions"]!.AsArray().Single(f => (string)f!["function"]! == function)!["status"]!;

    private async Task<JsonNode> Ask(NetworkNamespaces network, int expected, string authority, params string[] command)
    {
        string[] arguments = [.. command, "--json", "--host", NetworkNamespaces.First, "--certificates", Path.Combine(folder.File(authority), "operators", "alice")];
        for (int attempt = 0; ; attempt++)
        {
            using Process process = Process.Start(network.InSecond(Program, arguments))!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            // The remote channel opens a moment after the local one.
            if (process.ExitCode == 4 && error.Contains("Connection refused", StringComparison.Ordinal) && attempt < 100) continue;
            Assert.True(process.ExitCode == expected, $"{string.Join(' ', command)} ended with {process.ExitCode}: {error}");
            string text = await output;
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }
    }
}
