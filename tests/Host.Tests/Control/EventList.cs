using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Control;

/// <summary>An NF that notes every event it gets.</summary>
internal sealed class EventList(Action<NfDeclaration> declare) : NetworkFunction
{
    /// <summary>Type, length and detail of each event.</summary>
    internal List<(EventType Type, int Length, ulong Detail)> Events { get; } = [];

    protected internal override void Declare(NfDeclaration declaration) => declare(declaration);

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext()) Events.Add((batch.Current.Type, batch.Current.Length, batch.Current.detail));
    }
}
