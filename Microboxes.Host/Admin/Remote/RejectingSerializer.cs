using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Microboxes.Host.Admin.Remote;

/// <summary>
/// Stands under the number of every serializer that Akka brings along. It makes nothing of any bytes. Having a manifest of its own, it also keeps Akka from
/// looking for the type that a peer names.
/// </summary>
internal sealed class RejectingSerializer : SerializerWithStringManifest
{
    // The names under which they are configured, and their numbers on the wire (Akka's reference configuration). 0 is the one for null.
    internal static readonly IReadOnlyDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["null"] = 0,
        ["json"] = 1,
        ["proto"] = 2,
        ["daemon-create"] = 3,
        ["bytes"] = 4,
        ["akka-containers"] = 6,
        ["akka-misc"] = 16,
        ["primitive"] = 17,
        ["akka-system-msg"] = 22,
    };

    private readonly int number;

    /// <summary>Made by Akka where a configuration names it; overridden at once by one with the right number.</summary>
    /// <param name="system">The actor system.</param>
    public RejectingSerializer(ExtendedActorSystem system)
        : this(system, -1)
    {
    }

    /// <summary>The same where the serializer it stands for has settings.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="settings">Those settings, for which it has no use.</param>
    public RejectingSerializer(ExtendedActorSystem system, Config settings)
        : this(system)
    {
    }

    internal RejectingSerializer(ExtendedActorSystem system, int number)
        : base(system) => this.number = number;

    /// <inheritdoc/>
    public override int Identifier => number;

    /// <summary>All of Akka's own, so that none of them is even made.</summary>
    internal static string ConfiguredEverywhere =>
        string.Join(", ", Numbers.Keys.Where(name => name != "null").Select(name => $"{name} = \"{typeof(RejectingSerializer).FullName}, {typeof(RejectingSerializer).Assembly.GetName().Name}\""));

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => throw new SerializationException("Only the messages of the admin channel are read.");

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new SerializationException("Only the messages of the admin channel are written.");

    /// <inheritdoc/>
    public override string Manifest(object o) => "";
}
