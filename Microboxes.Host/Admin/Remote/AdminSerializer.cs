using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin.Remote;

/// <summary>The only serializer that makes something of what arrives: two manifests, source-generated JSON behind each.</summary>
internal sealed class AdminSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    internal const int Number = 7707;
    internal const string CallManifest = "call";
    internal const string AnswerManifest = "answer";

    public override int Identifier => Number;

    public override string Manifest(object o) => o switch
    {
        AdminCall => CallManifest,
        AdminAnswer => AnswerManifest,
        _ => throw new SerializationException("Only the messages of the admin channel are written."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        AdminCall call => AdminWire.Write(call),
        AdminAnswer answer => AdminWire.Write(answer),
        _ => throw new SerializationException("Only the messages of the admin channel are written."),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                CallManifest => AdminWire.ReadCall(bytes),
                AnswerManifest => AdminWire.ReadAnswer(bytes),
                _ => throw new SerializationException("Only the messages of the admin channel are read."),
            };
        }
        catch (AdminVersionException e)
        {
            return new OtherVersion(e.Other);
        }
        catch (JsonException e)
        {
            throw new SerializationException("It is none of the messages of the admin channel.", e);
        }
    }
}
