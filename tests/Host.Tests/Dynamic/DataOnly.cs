using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Reads streams and nothing else, and releases each flow at its third event.</summary>
internal sealed class DataOnly : NetworkFunction
{
    private readonly Dictionary<ulong, int> seen = [];

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("DATA_READY", dynamic: true);

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if (HandlerOf(in batch.Current, 0) < 0) continue;
            FlowId flow = batch.Current.Flow;
            int count = seen[flow.Value] = seen.GetValueOrDefault(flow.Value) + 1;
            if (count == 3) Release(flow, new(0, 0));
        }
    }
}
