using Akka.Actor;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin.Remote;

/// <summary>Asks a plane on another host.</summary>
internal sealed class RemoteAdminClient(RemoteAddress address, string certificates) : IAdminChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public AdminReply Ask(AdminRequest request)
    {
        using Credentials credentials = Credentials.Load(certificates, CertificateRole.Operator);
        string own = TlsProbe.Run(address, credentials);
        FirstRefusal refusal = new();
        PeerCheck hosts = new(credentials.Authority, CertificateRole.Host, address.Host);
        ActorSystem system = AdminSystem.Start(AdminSystem.OperatorName, new(own, 0), credentials, hosts, refusal);
        try
        {
            return Ask(system, request, refusal);
        }
        finally
        {
            system.Terminate().Wait(TimeSpan.FromSeconds(5));
        }
    }

    private AdminReply Ask(ActorSystem system, AdminRequest request, FirstRefusal refusal)
    {
        Address host = new("akka.ssl.tcp", AdminSystem.HostName, address.Host, address.Port);
        IActorRef admin = ((ExtendedActorSystem)system).Provider.ResolveActorRef(new RootActorPath(host) / "user" / AdminSystem.ActorName);
        Task<object> answer = admin.Ask<object>(new AdminCall(AdminWire.Protocol, AdminWire.Version, request), Patience);
        Task.WaitAny(answer, refusal.First);
        if (!answer.IsCompletedSuccessfully) answer.Wait(refusal.Grace);
        return answer.IsCompletedSuccessfully ? Read(answer.Result) : throw new AdminUnreachableException(
            $"{address} did not answer ({(refusal.First.IsCompleted ? refusal.First.Result : "no answer within a minute")}): check that its Admin:Remote:Address is '{address.Host}', and its audit log.");
    }

    private static AdminReply Read(object answer) => answer switch
    {
        AdminAnswer known => known.Reply,
        OtherVersion other => throw new AdminUnreachableException($"The running plane is of {other.Other} and this command of {AdminVersionException.Own}: use the same version on both ends."),
        _ => throw new AdminUnreachableException("What answered is no plane of Microboxes: check the address."),
    };
}
