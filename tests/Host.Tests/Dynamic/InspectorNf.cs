using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Ignores streams until EVENT/DETECTED, then reads them and publishes EVENT/ALERT after some bytes, then releases the flow.</summary>
internal sealed class InspectorNf(int alertAfter) : LoggingNf
{
    private readonly Dictionary<ulong, int> bytes = [];

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe("DATA_READY", dynamic: true).Subscribe("EVENT/DETECTED").Publish("EVENT/ALERT");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if ((batch.Ports & 2) != 0) OnDetected(in batch.Current);
            if ((batch.Ports & 1) != 0 && HandlerOf(in batch.Current, 0) == 1) Inspect(in batch.Current);
        }
    }

    private void OnDetected(in Event e)
    {
        Log(in e, "detected");
        Subscribe(e.Flow, new(0, 1));
    }

    private void Inspect(in Event e)
    {
        Log(in e, "inspected");
        int total = bytes[e.Flow.Value] = bytes.GetValueOrDefault(e.Flow.Value) + e.Length;
        if (total < alertAfter) return;
        Publish(0, in e);
        Release(e.Flow, new(0, 0));
    }
}
