using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Microboxes.Host.Admin.Remote;

namespace Microboxes.Host.Tests.Admin;

/// <summary>Puts anything on the wire under the number of our serializer.</summary>
internal sealed class ForgingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => AdminSerializer.Number;

    public override string Manifest(object o) => ((Forged)o).Manifest;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Forged)obj).Json);

    public override object FromBinary(byte[] bytes, string manifest) => new Forged(manifest, Encoding.UTF8.GetString(bytes));
}
