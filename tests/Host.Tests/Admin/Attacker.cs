using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using Akka.Serialization;
using Microboxes.Host.Admin.Remote;

namespace Microboxes.Host.Tests.Admin;

/// <summary>An actor system as Akka comes out of the box, with a certificate that our hosts accept.</summary>
internal static class Attacker
{
    internal static ActorSystem Start(X509Certificate2 certificate) => ActorSystem.Create("attacker", ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString($$"""
            akka {
              daemonic = on
              loglevel = OFF
              stdout-loglevel = OFF
              stdout-logger-class = "{{typeof(SilentLogger).AssemblyQualifiedName}}"
              loggers = []
              actor.provider = remote
              remote.dot-netty.tcp { enable-ssl = true, hostname = "127.0.0.1", port = 0, maximum-frame-size = 4000000b, send-buffer-size = 8000000b, receive-buffer-size = 8000000b }
            }
            """)),
        new DotNettySslSetup(certificate, suppressValidation: true, requireMutualAuthentication: true, (_, _, _, _, _) => true),
        SerializationSetup.Create(system => [SerializerDetails.Create("forging", new ForgingSerializer(system), [typeof(Forged)])])));

    /// <summary>An actor that sends one message and takes the answer.</summary>
    internal static Props Once(IActorRef to, object message) => Props.Create(() => new Sender(to, message));

    /// <summary>An actor that watches another one.</summary>
    internal static Props Watcher(IActorRef other) => Props.Create(() => new WatchingActor(other));

    private sealed class Sender : ReceiveActor
    {
        public Sender(IActorRef to, object message)
        {
            ReceiveAny(_ => { });
            to.Tell(message, Self);
        }
    }

    private sealed class WatchingActor : ReceiveActor
    {
        public WatchingActor(IActorRef other)
        {
            ReceiveAny(_ => { });
            Context.Watch(other);
        }
    }
}
