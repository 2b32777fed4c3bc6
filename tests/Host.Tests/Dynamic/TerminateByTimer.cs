using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Terminates the flow it saw last when its timer fires.</summary>
internal sealed class TerminateByTimer : NetworkFunction
{
    private FlowId latest;

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe("PKT").Timer(TimeSpan.FromMilliseconds(10)).Publish("FLOW/TCP/TERMINATE");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if ((batch.Ports & 1) != 0) latest = batch.Current.Flow;
            if ((batch.Ports & 2) != 0 && latest != FlowId.None) Terminate(latest);
        }
    }
}
