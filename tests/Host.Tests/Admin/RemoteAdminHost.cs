using System.Net;
using System.Net.Sockets;
using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Admin.Remote;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Admin;

/// <summary>A remote channel on a port of its own, with an authority, a host's and an operator's certificate.</summary>
internal sealed class RemoteAdminHost : IDisposable
{
    private readonly AuditLog audit;
    private readonly RemoteAdminServer server;

    internal RemoteAdminHost()
    {
        (HostFolder, OperatorFolder) = Issue("own");
        audit = new(Folder.File("audit.log"), TextWriter.Null);
        server = Start();
    }

    internal TemporaryFolder Folder { get; } = new();

    internal FakeAdmin Admin { get; } = new();

    internal RemoteAddress Address { get; } = new("127.0.0.1", FreePort());

    internal string HostFolder { get; }

    internal string OperatorFolder { get; }

    internal string AuditPath => audit.Path;

    internal AdminReply Ask(string certificates, AdminRequest request) => new RemoteAdminClient(Address, certificates).Ask(request);

    /// <summary>The channel still serves those who may use it.</summary>
    internal void AssertAnswers() => Assert.IsType<StatusReply>(Ask(OperatorFolder, new StatusRequest()));

    internal RemoteAdminServer Start() => Start(Address);

    internal RemoteAdminServer Start(RemoteAddress address) =>
        RemoteAdminServer.Start(new() { Certificates = HostFolder, Address = address.Host, Port = address.Port }, new(Admin, audit), audit);

    internal void Stop() => server.Dispose();

    internal (string Host, string Operator) Issue(string name)
    {
        using CertificateAuthority authority = CertificateAuthority.OpenOrMake(Folder.File(name), out _);
        return (authority.IssueHost("127.0.0.1").Folder, authority.IssueOperator("alice").Folder);
    }

    public void Dispose()
    {
        server.Dispose();
        audit.Dispose();
        Folder.Dispose();
    }

    internal static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
