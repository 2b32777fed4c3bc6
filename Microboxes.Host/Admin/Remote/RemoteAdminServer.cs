using System.Net.Sockets;
using Akka.Actor;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Admin.Remote;

/// <summary>Serves requests from other hosts over Akka.Remote, for operators with a certificate of the private authority.</summary>
internal sealed class RemoteAdminServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Credentials credentials;
    private readonly ActorSystem system;

    private RemoteAdminServer(Credentials credentials, ActorSystem system)
    {
        this.credentials = credentials;
        this.system = system;
    }

    /// <exception cref="AdminMistakeException">The certificate or the address cannot be used.</exception>
    internal static RemoteAdminServer Start(RemoteAdminOptions options, AdminDispatcher dispatcher, AuditLog audit)
    {
        Credentials credentials = Credentials.Load(options.Certificates, CertificateRole.Host);
        try
        {
            return new(credentials, Start(options, credentials, dispatcher, audit));
        }
        catch
        {
            credentials.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        system.Terminate().Wait(Patience);
        credentials.Dispose();
    }

    private static ActorSystem Start(RemoteAdminOptions options, Credentials credentials, AdminDispatcher dispatcher, AuditLog audit)
    {
        if (new PeerCheck(credentials.Authority, CertificateRole.Host, options.Address).Fault(credentials.Own) is { } fault)
            throw new AdminMistakeException($"Admin:Remote:Address is '{options.Address}', but of the certificate in {options.Certificates} {fault}: make one with ./mb admin init --for {options.Address}.");
        try
        {
            PeerCheck operators = new(credentials.Authority, CertificateRole.Operator, name: null);
            ActorSystem system = AdminSystem.Start(AdminSystem.HostName, new(options.Address, options.Port), credentials, operators, new AuditJournal(audit));
            system.ActorOf(Props.Create(() => new AdminActor(dispatcher)), AdminSystem.ActorName);
            return system;
        }
        catch (Exception e) when (Innermost(e) is SocketException or KeyNotFoundException)
        {
            throw new AdminMistakeException(
                $"Admin:Remote cannot listen on {options.Address}:{options.Port} ({Innermost(e).Message.TrimEnd('.')}): write another address or port.", e);
        }
    }

    // Akka wraps aggregates around aggregates.
    private static Exception Innermost(Exception e)
    {
        while (e.InnerException != null) e = e.InnerException;
        return e;
    }
}
