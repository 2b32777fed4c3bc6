using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>A negligible NF that wants Network only: one event for each packet of a flow, and no TCP state is kept for it.</summary>
[NetworkFunction("HeaderCounter", Mode = NfMode.Inline)]
internal sealed class HeaderCounter : ChainFunction
{
    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT");

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
