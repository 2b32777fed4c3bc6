using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Perf;

/// <summary>Counts its events and publishes one for each, or replies to what others published.</summary>
internal sealed class PublishingFunction(Action<NfDeclaration> declare) : NetworkFunction<long>
{
    internal long Events { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declare(declaration);

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ref readonly Event e = ref batch.Current;
            Events++;
            StateOf(e)++;
            Publish(0, in e, Events);
        }
    }
}
