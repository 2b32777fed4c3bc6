using System.Collections.Immutable;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Akka.Serialization;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin.Remote;

/// <summary>
/// An actor system that does nothing but carry the closed set of messages: mutual TLS with one private authority, untrusted mode, one serializer and
/// rejecting ones under every other number, a limit of frames. Both ends use the same; neither is the one that runs network functions.
/// </summary>
internal static class AdminSystem
{
    /// <summary>The name a plane's system has, a part of its address.</summary>
    internal const string HostName = "microboxes-admin";

    /// <summary>The name an operator's system has.</summary>
    internal const string OperatorName = "microboxes-operator";

    /// <summary>The only actor that can be reached from outside.</summary>
    internal const string ActorName = "admin";

    // A message in Akka's envelope.
    private const int LongestFrame = AdminWire.LongestMessage + 4096;

    /// <summary>Starts a system on an address.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">What to listen on.</param>
    /// <param name="credentials">What it shows to others, and whom it trusts.</param>
    /// <param name="peers">Which certificates it accepts.</param>
    /// <param name="journal">Hears of everything it refuses.</param>
    internal static ActorSystem Start(string name, RemoteAddress address, Credentials credentials, PeerCheck peers, IRefusalJournal journal) =>
        ActorSystem.Create(name, ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Text(address))),
            Tls(credentials, peers, journal),
            SerializationSetup.Create(Serializers),
            new JournalSetup(journal)));

    private static DotNettySslSetup Tls(Credentials credentials, PeerCheck peers, IRefusalJournal journal)
    {
        bool IsAccepted(X509Certificate2? certificate, X509Chain? chain, string peer, SslPolicyErrors errors, ILoggingAdapter log)
        {
            string? fault = peers.Fault(certificate);
            journal.Judged(peer, certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false), fault);
            return fault == null;
        }

        return new(credentials.Own, suppressValidation: false, requireMutualAuthentication: true, IsAccepted);
    }

    private static ImmutableHashSet<SerializerDetails> Serializers(ExtendedActorSystem system) =>
    [
        SerializerDetails.Create("microboxes-admin", new AdminSerializer(system), [typeof(AdminCall), typeof(AdminAnswer)]),
        .. RejectingSerializer.Numbers.Select(number => SerializerDetails.Create($"rejected-{number.Value}", new RejectingSerializer(system, number.Value), [])),
    ];

    private static string Text(RemoteAddress address) => string.Create(CultureInfo.InvariantCulture, $$"""
        akka {
          daemonic = on
          loglevel = DEBUG
          stdout-loglevel = OFF
          stdout-logger-class = "{{typeof(SilentLogger).AssemblyQualifiedName}}"
          loggers = ["{{typeof(RefusalLogger).AssemblyQualifiedName}}"]
          logger-startup-timeout = 10s
          log-serializer-override-on-start = off
          log-dead-letters = off
          log-config-on-start = off
          coordinated-shutdown { exit-clr = off, terminate-actor-system = off, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
          actor {
            provider = remote
            serialization-settings.allow-unregistered-types = off
            serializers { {{RejectingSerializer.ConfiguredEverywhere}} }
            serialization-bindings { "System.Object" = json }
          }
          remote {
            untrusted-mode = on
            trusted-selection-paths = ["/user/{{ActorName}}"]
            log-received-messages = off
            log-sent-messages = off
            log-remote-lifecycle-events = on
            dot-netty.tcp {
              enable-ssl = true
              hostname = "{{address.Host}}"
              port = {{address.Port}}
              maximum-frame-size = {{LongestFrame}}b
              send-buffer-size = {{2 * LongestFrame}}b
              receive-buffer-size = {{2 * LongestFrame}}b
              connection-timeout = 10s
              tcp-reuse-addr = off
              dns-use-ipv6 = {{(address.Host.Contains(':', StringComparison.Ordinal) ? "true" : "false")}}
            }
          }
        }
        """);
}
