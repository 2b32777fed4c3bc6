using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Gives a verdict on the n-th packet.</summary>
internal sealed class DropAt(int packet, Verdict verdict = Verdict.Drop) : NetworkFunction
{
    private int seen;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if (++seen == packet) Decide(verdict);
        }
    }
}
