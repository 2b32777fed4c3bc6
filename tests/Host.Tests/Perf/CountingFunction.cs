using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Perf;

/// <summary>Subscribes to packets, flows and streams, and counts what comes.</summary>
internal sealed class CountingFunction : NetworkFunction
{
    private readonly long[] ends = new long[Enum.GetValues<EndReason>().Length];

    internal long Packets { get; private set; }

    internal long Bytes { get; private set; }

    internal long Started { get; private set; }

    internal IReadOnlyList<long> Ends => ends;

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe("PKT", half: "sending").Subscribe("DATA_READY").Subscribe("FLOW/START").Subscribe("FLOW/END");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ref readonly Event e = ref batch.Current;
            if (e.Type.Is(EventTypes.Packet)) Packets++;
            else if (e.Type == EventTypes.DataReady) Bytes += BytesOf(e).Length;
            else if (e.Type == EventTypes.FlowStart) Started++;
            else ends[(int)e.EndReason]++;
        }
    }
}
