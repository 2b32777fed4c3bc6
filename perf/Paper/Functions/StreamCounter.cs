using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>A negligible NF: one event for each run of new bytes.</summary>
/// <param name="retain">Bytes of each stream that are to be kept readable: they are copied, as a stack does that keeps receive buffers.</param>
[NetworkFunction("StreamCounter", Mode = NfMode.Inline)]
internal sealed class StreamCounter(int retain = 0) : ChainFunction
{
    internal override bool ReadsPackets => false;

    internal override bool ReadsStreams => true;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("DATA_READY", retain: retain);

    protected internal override void OnBatch(EventBatch batch)
    {
        long bytes = 0;
        while (batch.MoveNext()) bytes += batch.Current.Length;
        StreamBytes += bytes;
    }
}
