using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Local;
using Microboxes.Host.Admin.Messages;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Admin;

public sealed class LocalAdminTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeAdmin admin = new();
    private readonly AuditLog audit;
    private readonly LocalAdminServer server;

    public LocalAdminTests()
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

    public static TheoryData<string> Requests => ["status", "functions", "plan", "reload F", "disable F", "enable F", "apply f.json {} True", "rollback", "unload F"];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Ask_EveryRequest_ReachesThePlaneAndItsReplyComesBack(string what)
    {
        AdminRequest request = RequestOf(what);
        AdminReply reply = Ask(request);
        Assert.Equal([what], admin.Asked);
        Assert.IsNotType<RefusalReply>(reply);
        JsonNode line = Assert.Single(AuditText.Lines(audit.Path));
        Assert.Equal("done", (string)line["outcome"]!);
        Assert.StartsWith("local user ", (string)line["from"]!, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", (string)line["from"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_Functions_KeepsEveryValue()
    {
        FunctionStatus function = Assert.Single(Assert.IsType<FunctionsReply>(Ask(new FunctionsRequest())).Functions);
        Assert.Equal(new() { Application = "a", Function = "F", Status = "Active", Lane = "lane-0", OsThread = 42, Lag = 5 }, function);
    }

    [Fact]
    public void Ask_FailedRequest_IsRefusedWithItsSentenceAndLogged()
    {
        admin.OnReload = _ => throw new AdminFailureException("It did not work.");
        Assert.Equal((RefusalCause.Failure, "It did not work."), Refusal(Ask(new ReloadRequest("F"))));
        Assert.Equal(("refused", "nf reload F", "It did not work."), Line(Assert.Single(AuditText.Lines(audit.Path))));
    }

    [Fact]
    public void Ask_MistakenRequest_IsRefusedAsAMistake()
    {
        admin.OnReload = name => throw new AdminMistakeException($"There is no {name}.");
        Assert.Equal((RefusalCause.Mistake, "There is no F."), Refusal(Ask(new ReloadRequest("F"))));
    }

    [Fact]
    public void Ask_RequestThatHitsAFault_IsRefusedAndThePlaneGoesOn()
    {
        admin.OnReload = _ => throw new InvalidOperationException("Broken.");
        Assert.Equal(RefusalCause.Fault, Refusal(Ask(new ReloadRequest("F"))).Cause);
        Assert.IsType<StatusReply>(Ask(new StatusRequest()));
    }

    [Theory]
    [InlineData("""{"protocol":1,"version":"0.1.0","request":{"request":"shell","command":"id"}}""")]
    [InlineData("""{"protocol":1,"version":"0.1.0","request":{"$type":"System.IO.FileInfo","request":"status"}}""")]
    [InlineData("""{"protocol":1,"version":"0.1.0","request":{"request":"nf reload"}}""")]
    [InlineData("""{"protocol":1,"version":"0.1.0","request":null}""")]
    [InlineData("""["protocol",1]""")]
    [InlineData("hello")]
    [InlineData("")]
    public void Message_ThatIsNoRequest_IsRefusedAndLogged(string message)
    {
        Assert.Equal(RefusalCause.Unreadable, Refusal(Exchange(Encoding.UTF8.GetBytes(message))).Cause);
        Assert.Empty(admin.Asked);
        Assert.True(AuditText.IsRefusal(Assert.Single(AuditText.Lines(audit.Path))));
    }

    [Fact]
    public void Message_OfAnotherVersion_IsRefusedWithBothVersions()
    {
        (RefusalCause cause, string sentence) = Refusal(Exchange("""{"protocol":99,"version":"7.0","request":{"request":"teleport"}}"""u8.ToArray()));
        Assert.Equal(RefusalCause.Unreadable, cause);
        Assert.Contains("Microboxes 7.0 (admin protocol 99)", sentence, StringComparison.Ordinal);
        Assert.Contains($"Microboxes {AdminWire.Version} (admin protocol {AdminWire.Protocol})", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AdminWire.LongestMessage + 1)]
    [InlineData(-1)]
    public void Frame_LongerThanAllowed_IsRefusedBeforeItIsRead(int length)
    {
        using Socket socket = Connect();
        using NetworkStream stream = new(socket);
        stream.Write(BitConverter.GetBytes(length));
        Assert.Equal(RefusalCause.Unreadable, Refusal(AdminWire.ReadAnswer(Frames.Read(stream)!).Reply).Cause);
        Assert.Null(Frames.Read(stream));
    }

    [Fact]
    public void Socket_OfARunningPlane_IsOpenToItsOwnerOnlyAndGoneAtTheEnd()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.Path));
        server.Dispose();
        Assert.False(File.Exists(server.Path));
        Assert.Contains("There is no socket", Assert.Throws<AdminUnreachableException>(() => Ask(new StatusRequest())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WhereAnotherPlaneListens_IsAMistake() =>
        Assert.Contains("another plane listens there", Assert.Throws<AdminMistakeException>(() => LocalAdminServer.Start(server.Path, new(admin, audit))).Message, StringComparison.Ordinal);

    [Fact]
    public void Start_WhereAKilledPlaneLeftItsSocket_TakesItsPlace()
    {
        string path = folder.File("old");
        using (Socket killed = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)) killed.Bind(new UnixDomainSocketEndPoint(path));
        using (LocalAdminServer.Start(path, new(admin, audit))) Assert.IsType<StatusReply>(new LocalAdminClient(path).Ask(new StatusRequest()));
    }

    [Fact]
    public void Start_AtAPathThatIsTooLong_IsAMistake() =>
        Assert.Throws<AdminMistakeException>(() => LocalAdminServer.Start(folder.File(new('x', 200)), new(admin, audit)));

    private AdminReply Ask(AdminRequest request) => new LocalAdminClient(server.Path).Ask(request);

    private AdminReply Exchange(byte[] message)
    {
        using Socket socket = Connect();
        using NetworkStream stream = new(socket);
        Frames.Write(stream, message);
        return AdminWire.ReadAnswer(Frames.Read(stream)!).Reply;
    }

    private Socket Connect()
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(server.Path));
        return socket;
    }

    private static (RefusalCause Cause, string Sentence) Refusal(AdminReply reply)
    {
        RefusalReply refusal = Assert.IsType<RefusalReply>(reply);
        return (refusal.Cause, Assert.Single(refusal.Sentences));
    }

    private static (string Outcome, string What, string Detail) Line(JsonNode line) => ((string)line["outcome"]!, (string)line["what"]!, (string)line["detail"]!);

    private static AdminRequest RequestOf(string what) => what.Split(' ') switch
    {
        ["status"] => new StatusRequest(),
        ["functions"] => new FunctionsRequest(),
        ["plan"] => new PlanRequest(Explain: true),
        ["reload", var name] => new ReloadRequest(name),
        ["disable", var name] => new DisableRequest(name),
        ["enable", var name] => new EnableRequest(name),
        ["apply", var file, var text, var dry] => new ApplyRequest(file, text, bool.Parse(dry)),
        ["rollback"] => new RollbackRequest(),
        ["unload", var name] => new UnloadRequest(name),
        _ => throw new ArgumentException(what),
    };
}
