using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Functions;

/// <summary>An NF that throws at its n-th event.</summary>
internal sealed class FailingNf(long failsAt, Verdict decides = Verdict.Pass) : NetworkFunction
{
    private long events;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Decide(decides);
            if (++events == failsAt) throw new InvalidOperationException("out of\nideas");
        }
    }
}
