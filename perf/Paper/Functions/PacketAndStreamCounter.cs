using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>A negligible NF: one event for each segment and one for each run of new bytes.</summary>
[NetworkFunction("PacketAndStreamCounter", Mode = NfMode.Inline)]
internal sealed class PacketAndStreamCounter : ChainFunction
{
    private const ulong PacketPort = 1;

    internal override bool ReadsStreams => true;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT/TCP", half: "receiving").Subscribe("DATA_READY");

    protected internal override void OnBatch(EventBatch batch)
    {
        long packets = 0;
        long payload = 0;
        long bytes = 0;
        while (batch.MoveNext())
        {
            if (batch.Ports == PacketPort)
            {
                packets++;
                payload += batch.Current.Length;
            }
            else
            {
                bytes += batch.Current.Length;
            }
        }

        Packets += packets;
        PayloadBytes += payload;
        StreamBytes += bytes;
    }
}
