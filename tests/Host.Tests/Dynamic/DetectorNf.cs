using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Publishes EVENT/DETECTED once for every other flow, at one of its first packets with data.</summary>
internal sealed class DetectorNf : LoggingNf
{
    private readonly Dictionary<ulong, int> seen = [];

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe("PKT/TCP/DATA", half: "receiving").Subscribe("FLOW").Publish("EVENT/DETECTED");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Log(in batch.Current, "detector");
            if ((batch.Ports & 1) == 0) continue;
            FlowKey key = KeyOf(batch.Current);
            int count = seen[batch.Current.Flow.Value] = seen.GetValueOrDefault(batch.Current.Flow.Value) + 1;
            if (key.Port(End.Client) % 2 == 0 && count == 2) Publish(0, in batch.Current);
        }
    }
}
