using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Admin.Remote;
using Xunit;

namespace Microboxes.Host.Tests.Admin;

public sealed class RemoteAdminTests : IDisposable
{
    private readonly RemoteAdminHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public void Ask_WithACertificateOfTheAuthority_IsAnsweredAndLogged()
    {
        Assert.Equal("F was reloaded.", Assert.IsType<ChangeReply>(host.Ask(host.OperatorFolder, new ReloadRequest("F"))).Sentence);
        Assert.Equal(["reload F"], host.Admin.Asked);
        JsonNode[] lines = AuditText.Lines(host.AuditPath);
        Assert.Contains(lines, l => (string)l["outcome"]! == "done" && (string)l["what"]! == "nf reload F" && ((string)l["from"]!).StartsWith("remote 127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains(lines, l => (string)l["outcome"]! == "accepted" && (string)l["what"]! == "the certificate of 'alice'");
        Assert.True(!lines.Any(AuditText.IsRefusal), string.Join("\n", lines.Select(l => l.ToJsonString())));
    }

    [Fact]
    public void Ask_AgainAndAgain_IsAnsweredEachTime()
    {
        for (int i = 0; i < 3; i++) host.AssertAnswers();
    }

    [Fact]
    public void Ask_AHostOfAnotherAuthority_IsRefusedByTheOperatorsEnd()
    {
        (_, string other) = host.Issue("other");
        Assert.Contains("was made by another authority", Assert.Throws<AdminUnreachableException>(() => host.Ask(other, new StatusRequest())).Message, StringComparison.Ordinal);
        Assert.Empty(host.Admin.Asked);
    }

    [Fact]
    public async Task Connection_WithACertificateOfAnotherAuthority_IsRefusedAndLogged()
    {
        (_, string other) = host.Issue("other");
        await Assert.ThrowsAnyAsync<Exception>(() => Stranger.Shake(host.Address, Stranger.Certificate(other)));
        await AuditText.Await(host.AuditPath, l => AuditText.IsRefusal(l) && (string)l["what"]! == "the certificate of 'alice'" && (string)l["detail"]! == "it was made by another authority");
        host.AssertAnswers();
    }

    [Fact]
    public async Task Connection_WithoutACertificate_IsRefusedAndLogged()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Stranger.Shake(host.Address, null));
        await AuditText.Await(host.AuditPath, l => AuditText.IsRefusal(l) && ((string)l["detail"]!).Contains("did not provide a certificate", StringComparison.Ordinal));
        host.AssertAnswers();
    }

    [Fact]
    public async Task Connection_WithAHostsCertificate_IsRefusedAndLogged()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Stranger.Shake(host.Address, Stranger.Certificate(host.HostFolder)));
        await AuditText.Await(host.AuditPath, l => AuditText.IsRefusal(l) && (string)l["detail"]! == "it is no operator's certificate");
        host.AssertAnswers();
    }

    [Fact]
    public async Task Connection_WithoutTls_IsRefusedAndLogged()
    {
        using TcpClient client = new(host.Address.Host, host.Address.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await AuditText.Await(host.AuditPath, AuditText.IsRefusal);
        host.AssertAnswers();
    }

    [Fact]
    public void Ask_WhereNoPlaneRuns_IsOneSentence()
    {
        host.Stop();
        string sentence = Assert.Throws<AdminUnreachableException>(() => host.Ask(host.OperatorFolder, new StatusRequest())).Message;
        Assert.StartsWith($"No plane takes commands at {host.Address} (", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ByANameTheCertificateIsNotFor_IsRefusedByTheOperatorsEnd()
    {
        RemoteAdminClient client = new(host.Address with { Host = "localhost" }, host.OperatorFolder);
        Assert.Contains("it is not made for 'localhost'", Assert.Throws<AdminUnreachableException>(() => client.Ask(new StatusRequest())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_WithAHostsCertificate_IsAMistake() =>
        Assert.Contains("it is no operator's certificate", Assert.Throws<AdminMistakeException>(() => host.Ask(host.HostFolder, new StatusRequest())).Message, StringComparison.Ordinal);

    [Fact]
    public void Ask_WithAKeyThatOthersCanRead_IsAMistake()
    {
        string key = Path.Combine(host.OperatorFolder, Credentials.KeyFile);
        File.SetUnixFileMode(key, File.GetUnixFileMode(key) | UnixFileMode.OtherRead);
        Assert.Contains("can be read by other users", Assert.Throws<AdminMistakeException>(host.AssertAnswers).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OnAnAddressItsCertificateIsNotFor_IsAMistake() =>
        Assert.Contains("it is not made for '127.0.0.2'", Assert.Throws<AdminMistakeException>(() => host.Start(new("127.0.0.2", RemoteAdminHost.FreePort()))).Message, StringComparison.Ordinal);

    [Fact]
    public void Start_OnAPortThatIsTaken_IsAMistake() =>
        Assert.Contains("cannot listen on", Assert.Throws<AdminMistakeException>(() => host.Start()).Message, StringComparison.Ordinal);
}
