using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Keeps all it is shown.</summary>
internal sealed class WitnessNf(params string[] types) : LoggingNf
{
    protected internal override void Declare(NfDeclaration declaration)
    {
        foreach (string type in types) declaration.Subscribe(type);
    }

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext()) Log(in batch.Current, "witness");
    }
}
