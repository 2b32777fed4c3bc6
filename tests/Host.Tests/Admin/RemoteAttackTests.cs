using System.Text.Json.Nodes;
using Akka.Actor;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Admin.Remote;
using Xunit;

namespace Microboxes.Host.Tests.Admin;

/// <summary>What somebody with an operator's certificate and an Akka of their own can do: nothing but ask the closed set of requests.</summary>
public sealed class RemoteAttackTests : IDisposable
{
    private readonly RemoteAdminHost host = new();
    private readonly ActorSystem attacker;

    public RemoteAttackTests() => attacker = Attacker.Start(Stranger.Certificate(host.OperatorFolder));

    public void Dispose()
    {
        // Not waited for: it still tries to tell the host about its actors, in vain.
        _ = attacker.Terminate();
        host.Dispose();
    }

    [Fact]
    public async Task Attacker_ThatSpeaksTheClosedSet_IsAnswered()
    {
        // Otherwise the refusals below would prove nothing.
        attacker.ActorOf(Attacker.Once(Admin(), new Forged(AdminSerializer.CallManifest, """{"protocol":1,"version":"0.1.0","request":{"request":"nf reload","function":"F"}}""")));
        await AuditText.Await(host.AuditPath, l => (string)l["what"]! == "nf reload F");
        Assert.Equal(["reload F"], host.Admin.Asked);
    }

    [Theory]
    [InlineData(AdminSerializer.CallManifest, """{"protocol":1,"version":"0.1.0","request":{"request":"shell","command":"id"}}""")]
    [InlineData(AdminSerializer.CallManifest, """{"protocol":1,"version":"0.1.0","request":{"$type":"System.IO.FileInfo, System.Runtime"}}""")]
    [InlineData("System.IO.FileInfo, System.Runtime", "{}")]
    [InlineData("", "")]
    public async Task Message_OfAnUnregisteredKind_IsRefused(string manifest, string json)
    {
        Admin().Tell(new Forged(manifest, json));
        await AssertRefused($"serializer id [{AdminSerializer.Number}]");
    }

    [Fact]
    public async Task Message_OfAnUnregisteredType_IsRefusedAndNeverMade()
    {
        Landmine sent = new();
        int before = Landmine.Made;
        Admin().Tell(sent);
        await AssertRefused($"serializer id [{RejectingSerializer.Numbers["json"]}]");
        Assert.Equal(before, Landmine.Made);
    }

    [Fact]
    public async Task Text_IsRefused()
    {
        Admin().Tell("status");
        await AssertRefused($"serializer id [{RejectingSerializer.Numbers["primitive"]}]");
    }

    [Fact]
    public async Task PoisonPill_IsRefusedAndTheActorLives()
    {
        Admin().Tell(PoisonPill.Instance);
        await AssertRefused($"serializer id [{RejectingSerializer.Numbers["akka-misc"]}]");
    }

    [Fact]
    public async Task Kill_IsRefusedAndTheActorLives()
    {
        Admin().Tell(Kill.Instance);
        await AssertRefused($"serializer id [{RejectingSerializer.Numbers["akka-misc"]}]");
    }

    [Theory]
    [InlineData("/user/admin")]
    [InlineData("/system/log1-RefusalLogger")]
    [InlineData("/user/*")]
    public async Task Selection_IsRefused(string path)
    {
        attacker.ActorSelection(new RootActorPath(Address) + path).Tell(PoisonPill.Instance);
        await AssertRefused($"serializer id [{RejectingSerializer.Numbers["akka-containers"]}]");
    }

    [Fact]
    public async Task RemoteDeployment_IsRefusedAndNothingIsMade()
    {
        int before = Landmine.Made;
        attacker.ActorOf(Props.Create<LandmineActor>().WithDeploy(Deploy.None.WithScope(new RemoteScope(Address))), "deployed");
        await AssertRefused($"serializer id [{RejectingSerializer.Numbers["daemon-create"]}]");
        Assert.Equal(before, Landmine.Made);
    }

    [Fact]
    public async Task DeathWatch_IsRefused()
    {
        attacker.ActorOf(Attacker.Watcher(Admin()));
        await AssertRefused("Only the messages of the admin channel are read");
    }

    [Fact]
    public async Task Frame_LongerThanAllowed_IsRefused()
    {
        Admin().Tell(new Forged(AdminSerializer.CallManifest, new string('x', 2 * Microboxes.Host.Admin.AdminWire.LongestMessage)));
        await AssertRefused("exceeds");
    }

    private Address Address => new("akka.ssl.tcp", AdminSystem.HostName, host.Address.Host, host.Address.Port);

    private IActorRef Admin() => ((ExtendedActorSystem)attacker).Provider.ResolveActorRef(new RootActorPath(Address) / "user" / AdminSystem.ActorName);

    private async Task AssertRefused(string detail)
    {
        JsonNode line = await AuditText.Await(host.AuditPath, l => AuditText.IsRefusal(l) && ((string)l["detail"]!).Contains(detail, StringComparison.OrdinalIgnoreCase));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", AuditText.Lines(host.AuditPath).Select(l => l.ToJsonString())));
        Assert.StartsWith("remote 127.0.0.1:", (string)line["from"]!, StringComparison.Ordinal);
        Assert.DoesNotContain($":{host.Address.Port}", (string)line["from"]!, StringComparison.Ordinal);
        Assert.Empty(host.Admin.Asked);
        host.AssertAnswers();
    }
}
