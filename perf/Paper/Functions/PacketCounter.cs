using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>
/// A negligible NF: one event for each segment. Its batch loop is written by hand and counts in registers: in fields, the processor's own way from a store to the next
/// load would be timed (6 cycles an event), see <see cref="FieldCounter"/>.
/// </summary>
[NetworkFunction("PacketCounter", Mode = NfMode.Inline)]
internal sealed class PacketCounter : ChainFunction
{
    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT/TCP", half: "receiving");

    protected internal override void OnBatch(EventBatch batch)
    {
        long packets = 0;
        long payload = 0;
        while (batch.MoveNext())
        {
            packets++;
            payload += batch.Current.Length;
        }

        Packets += packets;
        PayloadBytes += payload;
    }
}
