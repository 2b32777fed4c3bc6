using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Terminates the flow of every event of a type.</summary>
internal sealed class TerminatorNf(string type, int at = 1) : LoggingNf
{
    private readonly Dictionary<ulong, int> seen = [];

    internal int Terminated { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe(type).Subscribe("FLOW/END").Publish("FLOW/TCP/TERMINATE");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Log(in batch.Current, "terminator");
            if ((batch.Ports & 1) == 0) continue;
            int count = seen[batch.Current.Flow.Value] = seen.GetValueOrDefault(batch.Current.Flow.Value) + 1;
            if (count != at) continue;
            Publish(0, in batch.Current);
            Terminated++;
        }
    }
}
