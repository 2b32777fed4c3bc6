using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Writers;

/// <summary>Writes another last byte into the destination address of every packet.</summary>
internal sealed class TranslatingNf(byte last) : NetworkFunction
{
    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT", writes: PortWrites.Header);

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            WritablePacket packet = WritablePacketOf(in batch.Current);
            Span<byte> headers = packet.Headers;
            if (packet.Payload.Length > 0) throw new InvalidOperationException("The payload is not declared.");
            headers[headers[0] >> 4 == 4 ? 19 : 39] = last;
        }
    }
}
