using Microboxes.Paper.Functions;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>Wants TCP state to be kept, and gets one event of each connection.</summary>
[NetworkFunction("EstablishedCounter", Mode = NfMode.Inline)]
internal sealed class EstablishedCounter : ChainFunction
{
    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("FLOW/TCP/ESTABLISHED");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext()) Packets++;
    }
}
