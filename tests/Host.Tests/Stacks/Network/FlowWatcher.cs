using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Stacks.Network;

/// <summary>Wants Network only, and counts the packets of flows that have not started or have ended already.</summary>
internal sealed class FlowWatcher : NetworkFunction
{
    private readonly HashSet<ulong> open = [];

    internal long Packets { get; private set; }

    internal long PayloadBytes { get; private set; }

    internal long Strays { get; private set; }

    internal long Started { get; private set; }

    internal long Ended { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT").Subscribe("FLOW/START").Subscribe("FLOW/END");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ref readonly Event e = ref batch.Current;
            if (e.Type == EventTypes.FlowStart) Start(e.Flow);
            else if (e.Type == EventTypes.FlowEnd) End(e.Flow);
            else Count(e);
        }
    }

    private void Count(in Event e)
    {
        Packets++;
        PayloadBytes += e.Length;
        if (!open.Contains(e.Flow.Value)) Strays++;
    }

    private void Start(FlowId flow)
    {
        Started++;
        if (!open.Add(flow.Value)) Strays++;
    }

    private void End(FlowId flow)
    {
        Ended++;
        if (!open.Remove(flow.Value)) Strays++;
    }
}
