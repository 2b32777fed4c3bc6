using System.Diagnostics;
using System.Text.RegularExpressions;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Reloading;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Loading;

/// <summary>The NF of docs/write-an-nf.md, built outside the solution against the package, as its author would.</summary>
[Trait("Length", "slow")]
public sealed class PackedContractTests : IDisposable
{
    private const int Flows = 40;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SampleOfTheGuide_BuiltAgainstThePackage_RunsAsADroppedPlugin()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        Dotnet("pack", Repository.Path("Microboxes.Plugins"), "--no-build", "-c", configuration, "-o", folder.File("packages"));
        Directory.CreateDirectory(folder.File("source"));
        folder.Write("source/LongFlows.csproj", Block("xml"));
        folder.Write("source/LongFlowsFunction.cs", Block("csharp"));
        folder.Write("source/nuget.config", $"""<configuration><packageSources><clear /><add key="packed" value="{folder.File("packages")}" /></packageSources></configuration>""");
        Dotnet("build", folder.File("source"), "-o", folder.File("plugins/LongFlows"));
        Assert.True(File.Exists(folder.File("plugins/LongFlows/Microboxes.Plugins.dll")), "The plugin ships no contract of its own, so that nothing shows that the host's is used.");

        HostOptions options = TestPlane.Options(0, Placement.Inline, $"mem:flows={Flows},size=30000");
        options.Applications[0].Functions.Add(new() { Function = "LongFlows", Settings = new() { ["bytes"] = "20000" } });
        using LivePlane plane = LivePlane.Build(options, new SilentOutputs(), folder.File("plugins"), _ => { });
        plane.Run(TestContext.Current.CancellationToken);
        FunctionReport function = Assert.Single(plane.Report().Functions);
        Assert.Equal((null, 0), (function.Failure, function.Missed));
        Assert.Equal(Flows, Assert.Single(function.Counters).Value);
    }

    private static string Block(string language)
    {
        Match block = new Regex($"```{language}\n(.*?)```", RegexOptions.Singleline).Match(File.ReadAllText(Repository.Path("docs", "write-an-nf.md")));
        Assert.True(block.Success, $"The guide shows no {language}.");
        return block.Groups[1].Value;
    }

    // With a cache of its own: the package's version is the same every time, its content is not.
    private void Dotnet(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = folder.File("cache");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
