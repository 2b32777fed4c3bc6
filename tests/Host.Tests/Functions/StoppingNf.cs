using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Functions;

/// <summary>An NF that hands nothing over and counts how often it was stopped.</summary>
internal sealed class StoppingNf : NetworkFunction
{
    internal int Stops { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT");

    protected internal override void OnBatch(EventBatch batch)
    {
    }

    protected internal override void OnStop() => Stops++;
}
