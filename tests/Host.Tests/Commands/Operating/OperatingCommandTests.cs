using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Local;
using Microboxes.Host.Tests.Admin;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands.Operating;

public sealed class OperatingCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeAdmin admin = new();
    private readonly AuditLog audit;
    private readonly LocalAdminServer server;

    public OperatingCommandTests()
    {
        audit = new(folder.File("audit.log"), TextWriter.Null);
        server = LocalAdminServer.Start(folder.File("s"), new(admin, audit));
    }

    public void Dispose()
    {
        server.Dispose();
        audit.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("status", "status", "Microboxes 9.9, process 7, running for 0 s, plan 0: \n")]
    [InlineData("nf list", "functions", "NF  APPLICATION  STACK  STATUS  MODE  VERSION  LANE    THREAD  RESTARTS  RELOADS  EVENTS  LAG  MISSED\nF   a            0      Active                 lane-0  42      0")]
    [InlineData("nf reload F", "reload F", "F was reloaded.\n")]
    [InlineData("nf disable F", "disable F", "F is disabled.\n")]
    [InlineData("nf enable F", "enable F", "F is enabled.\n")]
    [InlineData("plan --live --explain", "plan", "d\n  1. ids (tap)\n  ports: stack 3 of 64\n  ids ∥ stats: both read only\n")]
    [InlineData("rollback", "rollback", "Rolled back.\n")]
    public void Command_WithARunningPlane_PrintsItsReply(string command, string asked, string expected)
    {
        CommandRun run = Run(command.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(expected, run.Output, StringComparison.Ordinal);
        Assert.Equal([asked], admin.Asked);
    }

    [Theory]
    [InlineData("status", """{"version":"9.9","process_id":7,""")]
    [InlineData("nf list", """{"functions":[{"application":"a","function":"F","stack_line":0,"version":null,"status":"Active","reason":null,"mode":null,"actor_path":null,"lane":"lane-0","os_thread":42,"restarts":0,"reloads":0,"events":0,"lag":5,"lost":0,"missed":0}]}""")]
    [InlineData("nf reload F", """{"sentence":"F was reloaded.","changes":[]}""")]
    [InlineData("plan --live", """{"devices":[{"device":"d","stacks":1,""")]
    public void Command_WithJson_PrintsOneDocument(string command, string expected)
    {
        CommandRun run = Run([.. command.Split(' '), "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotNull(run.Json);
        Assert.StartsWith(expected, run.Output.Replace("\"faults\":[],", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AFile_SendsWhatStandsInIt()
    {
        string file = folder.Write("f.json", "{}");
        Assert.Equal((0, "Applied.\n  one\n  two\n"), ResultOf(Run("apply", file, "--dry-run")));
        Assert.Equal([$"apply {file} {{}} True"], admin.Asked);
    }

    [Fact]
    public void Apply_AFileThatIsNotThere_IsAMistakeAndAsksNobody()
    {
        CommandRun run = Run("apply", folder.File("none.json"));
        Assert.Equal((2, ""), ResultOf(run));
        Assert.EndsWith("none.json does not exist: name a configuration file.", Assert.Single(run.Sentences), StringComparison.Ordinal);
        Assert.Empty(admin.Asked);
    }

    [Fact]
    public void Doctor_OfAVersionThatIsHeld_NamesTheRootAndEndsWithOne() =>
        Assert.Equal((1, "F: 2 old versions left memory, 1 did not.\n  1.0 is held by\n    a root\n    an object\n"), ResultOf(Run("doctor", "unload", "F")));

    [Fact]
    public void Command_ThatFails_IsOneSentenceAndEndsWithOne()
    {
        admin.OnReload = _ => throw new AdminFailureException("It did not work.");
        CommandRun run = Run("nf", "reload", "F", "--json");
        Assert.Equal((1, """{"cause":"Failure","sentences":["It did not work."]}""" + "\n"), ResultOf(run));
        Assert.Equal(["mb: It did not work."], run.Sentences);
    }

    [Fact]
    public void Command_ThatIsMistaken_EndsWithTwo()
    {
        admin.OnReload = name => throw new AdminMistakeException($"There is no {name}.");
        CommandRun run = Run("nf", "reload", "F");
        Assert.Equal((2, ""), ResultOf(run));
        Assert.Equal(["mb: There is no F."], run.Sentences);
    }

    [Fact]
    public void Command_WhereNoPlaneRuns_IsOneSentenceAndEndsWithFour()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "status", "--socket", folder.File("none"));
        Assert.Equal((4, ""), ResultOf(run));
        Assert.Equal([$"mb: There is no socket {folder.File("none")}: start one with ./mb run, or name one that runs with --socket or --host."], run.Sentences);
    }

    [Theory]
    [InlineData("status --socket s --host h", "--socket and --host name two planes")]
    [InlineData("status --certificates f", "--certificates is for a plane on another host")]
    [InlineData("status --host h:0", "--host is 'h:0'")]
    [InlineData("status --host h:x", "--host is 'h:x'")]
    [InlineData("plan --host h", "write --live too")]
    [InlineData("plan f.json --live", "leave out the file")]
    [InlineData("nf reload", "Required argument 'nf' missing")]
    public void Command_WrittenWrongly_IsAMistake(string command, string sentence)
    {
        CommandRun run = CommandRun.Of(new FakePlane(), command.Split(' '));
        Assert.Equal((2, ""), ResultOf(run));
        Assert.Contains(sentence, run.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhileItRuns_TakesCommandsAndStopsAtItsEnd()
    {
        string socket = folder.File("run");
        string configuration = folder.Write("c.json", $$"""
            { "Devices": [ { "Name": "d", "Spec": "mem:" } ], "Applications": [ { "Name": "a", "Functions": [ { "Function": "F" } ] } ],
              "Admin": { "Socket": "{{socket}}", "Audit": "{{folder.File("run.log")}}" } }
            """);
        CommandRun? asked = null;
        FakePlane plane = new() { OnRun = _ => asked = CommandRun.Of(new FakePlane(), "nf", "reload", "F", "--socket", socket) };
        Assert.Equal(0, CommandRun.Of(plane, admin, "run", "--config", configuration).ExitCode);
        Assert.Equal((0, "F was reloaded.\n"), ResultOf(asked!));
        Assert.False(File.Exists(socket));
        Assert.Single(AuditText.Lines(folder.File("run.log")));
    }

    [Fact]
    public void Run_WithASocketThatCannotBe_IsAMistake()
    {
        string configuration = folder.Write("c.json", """
            { "Devices": [ { "Name": "d", "Spec": "mem:" } ], "Applications": [ { "Name": "a", "Functions": [ { "Function": "F" } ] } ], "Admin": { "Socket": "/nowhere/s" } }
            """);
        CommandRun run = CommandRun.Of(new FakePlane(), admin, "run", "--config", configuration);
        Assert.Equal((2, ""), ResultOf(run));
        Assert.StartsWith("mb: The admin socket /nowhere/s cannot be made (", Assert.Single(run.Sentences), StringComparison.Ordinal);
    }

    private CommandRun Run(params string[] arguments) => CommandRun.Of(new FakePlane(), [.. arguments, "--socket", server.Path]);

    private static (int ExitCode, string Output) ResultOf(CommandRun run) => (run.ExitCode, run.Output);
}
