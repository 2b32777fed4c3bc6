using Akka.Actor;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin.Remote;

/// <summary>The end of the remote channel in a plane: hands each request to the dispatcher and its reply back. Anything else is refused.</summary>
internal sealed class AdminActor : ReceiveActor
{
    public AdminActor(AdminDispatcher dispatcher)
    {
        Receive<AdminCall>(call => Answer(dispatcher.Execute(call.Request, From())));
        Receive<OtherVersion>(message => Answer(dispatcher.Refuse(From(), "a message of another version",
            $"The command is of {message.Other} and the running plane of {AdminVersionException.Own}: use the same version on both ends.")));
        ReceiveAny(message => dispatcher.Refuse(From(), message.GetType().Name, "It is none of the messages of the admin channel."));
    }

    private void Answer(AdminReply reply) => Sender.Tell(new AdminAnswer(AdminWire.Protocol, AdminWire.Version, reply), Self);

    private string From() => $"remote {Sender.Path.Address.Host}:{Sender.Path.Address.Port}";
}
