using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "mb: 'mb' lacks a command: write {commands}.")]
    [InlineData("flow x", "mb: 'flow' is not a command of 'mb': write {commands}.")]
    [InlineData("config", "mb: 'mb config' lacks a command: write 'check'.")]
    [InlineData("config chk", "mb: 'chk' is not a command of 'mb config': write 'check'.")]
    [InlineData("flows", "mb: Required argument 'file' missing for command: 'flows'.")]
    [InlineData("flows a b", "mb: 'mb flows' has no use for 'b'.")]
    [InlineData("flows a --stacks two", "mb: --stacks is 'two': write a whole number from 1 to 64.")]
    [InlineData("flows a --stacks 0", "mb: --stacks is '0': write a whole number from 1 to 64.")]
    [InlineData("flows a --placement here", "mb: --placement is 'here': write 'auto', 'dedicated', 'packed' or 'inline'.")]
    [InlineData("streams a", "mb: Option '--out' is required.")]
    [InlineData("run --speed fast --config {appsettings}", "mb: --speed is 'fast': write 'recorded', 'max', or a factor such as '10'.")]
    [InlineData("run --app x --config {appsettings}", "mb: --app is 'x', which no application is named: write 'monitor'.")]
    [InlineData("run --config none.json", "mb: 'none.json' does not exist: name a configuration file, or leave it out for appsettings.json in this folder.")]
    public void Run_MistakeOnTheCommandLine_IsASentenceAndCodeTwo(string line, string sentence)
    {
        CommandRun run = CommandRun.Of(new FakePlane(), Split(line));
        Assert.Equal(2, run.ExitCode);
        string commands = ScalarKind.Choice([.. CommandLine.Root(new() { Build = new FakePlane().Builder, Outputs = () => new DemoOutputs(), Output = Stream.Null, Error = TextWriter.Null }).Subcommands.Select(c => c.Name)]);
        Assert.Equal(sentence.Replace("{commands}", commands, StringComparison.Ordinal), run.Sentences[0]);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Run_UnknownOverlapPolicy_ListsThoseThereAre()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "flows", "a", "--overlap", "zz");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("mb: --overlap is 'zz': write 'first', 'last', ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("flows --help")]
    [InlineData("run -h")]
    public void Run_Help_IsNoMistake(string line)
    {
        CommandRun run = CommandRun.Of(new FakePlane(), Split(line));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Contains("mb ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_StackOptions_ReachThePlan()
    {
        FakePlane plane = new();
        CommandRun.Of(plane, "flows", "a.pcap", "--stacks", "3", "--overlap", "linux", "--no-checksums", "--placement", "packed");
        Assert.Equal("pcap:a.pcap", Assert.Single(plane.Options!.Devices).Spec);
        Assert.Equal(3, plane.Options.Stacks.Count);
        Assert.Equal("linux", plane.Options.Stacks.Overlap);
        Assert.False(plane.Options.Stacks.VerifyChecksums);
        Assert.Equal(Placement.Packed, plane.Options.Lanes.Placement);
    }

    [Theory]
    [InlineData("flows a.pcap", "false")]
    [InlineData("flows a.pcap --json", "true")]
    public void Flows_Hashes_AreMadeOnlyForTheDocument(string line, string hash)
    {
        FakePlane plane = new();
        CommandRun.Of(plane, Split(line));
        FunctionOptions digest = plane.Options!.Applications[0].Functions[0];
        Assert.Equal("Digest", digest.Function);
        Assert.Equal(hash, digest.Settings["hash"]);
    }

    [Fact]
    public void Run_CaptureAndSpeed_ReplaceTheConfiguredDevices()
    {
        FakePlane plane = new();
        CommandRun.Of(plane, "run", "--config", Repository.Path("appsettings.json"), "--pcap", "x.pcap", "--speed", "x10");
        DeviceOptions device = Assert.Single(plane.Options!.Devices);
        Assert.Equal("pcap:x.pcap", device.Spec);
        Assert.Equal("x10", device.Speed);
        Assert.Empty(plane.Options.Applications[0].Devices);
    }

    [Fact]
    public void Run_NothingConfigured_SaysWhatIsMissing()
    {
        using TemporaryFolder folder = new();
        CommandRun run = CommandRun.Of(new FakePlane(), "run", "--config", folder.Write("c.json", "{}"));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("mb: Applications is empty, so there is nothing to run: add an application to the configuration.", run.Sentences[0]);
    }

    [Fact]
    public void Run_Fault_IsOneSentenceWithoutAStackTrace()
    {
        CommandRun run = CommandRun.Of(new FakePlane { OnRun = _ => throw new InvalidOperationException("first\nsecond") }, "flows", "a");
        Assert.Equal(3, run.ExitCode);
        string sentence = Assert.Single(run.Sentences);
        Assert.EndsWith("first", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", sentence, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, int> Explained => new()
    {
        { new DeviceException("a: is empty."), 1 },
        { new DeviceException("a: there is no such file.", new FileNotFoundException()), 2 },
        { new NfConfigurationException("depth is 'x': write a whole number."), 2 },
        { new ConfigurationMistakesException([new("A", "b", "", "write c")]), 2 },
        { new UnauthorizedAccessException("Access to 'x' is denied."), 2 },
        { new CommandMistakeException("no."), 2 },
    };

    [Theory]
    [MemberData(nameof(Explained), DisableDiscoveryEnumeration = true)]
    public void Run_EngineThatCannotStart_IsASentenceAndItsCode(Exception e, int code)
    {
        CommandRun run = CommandRun.Of((_, _) => throw e, "flows", "a");
        Assert.Equal(code, run.ExitCode);
        Assert.StartsWith("mb: " + e.Message.TrimEnd('.'), Assert.Single(run.Sentences), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FaultyInput_ReportsWhatWasReadAndEndsWithOne()
    {
        FakePlane plane = new() { Result = new() { Packets = 7, Devices = [new("pcap:a", 7, "a: the file ends inside packet 8.")] } };
        CommandRun run = CommandRun.Of(plane, "flows", "a", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("mb: a: the file ends inside packet 8.", Assert.Single(run.Sentences));
        Assert.Equal(7, (int)run.Json["packets"]!);
        Assert.Equal("a: the file ends inside packet 8.", (string)run.Json["faults"]![0]!);
    }

    [Fact]
    public void Run_OutputThatNobodyReads_EndsQuietly()
    {
        CommandRun run = CommandRun.Of(new FakePlane { OnRun = _ => throw new IOException("Broken pipe : 'stdout'") }, "flows", "a");
        Assert.Equal(141, run.ExitCode);
        Assert.Empty(run.Error);
    }

    private static string[] Split(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "{appsettings}" ? Repository.Path("appsettings.json") : word)];
}
