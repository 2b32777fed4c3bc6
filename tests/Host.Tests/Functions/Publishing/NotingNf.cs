using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>
/// Notes every event it gets, and publishes and drops by what it has noted so far: one event more, less or out of place changes all that follows.
/// </summary>
internal sealed class NotingNf(int number, Action<NfDeclaration> declare, Func<ulong, int>? attempts = null, bool drops = false) : NetworkFunction<NotingFlow>
{
    private int publications;
    private ulong history = (ulong)number;

    /// <summary>All events so far.</summary>
    internal List<Noted> Events { get; } = [];

    /// <summary>Publications that were refused.</summary>
    internal long Refused { get; private set; }

    /// <summary>Publications that were not.</summary>
    internal long Published { get; private set; }

    protected internal override void Declare(NfDeclaration declaration)
    {
        declare(declaration);
        publications = declaration.Publications.Count;
    }

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext()) On(in batch.Current);
    }

    private void On(in Event e)
    {
        Note note = (e.groupFlags & Event.HasPayload) == 0 ? default : PayloadOf<Note>(e);
        long seen = e.flow == 0 ? 0 : ++StateOf(e).Seen;
        long packet = (e.groupFlags & Event.HasPacket) == 0 ? -1 : PacketOf(e).Number;
        string flow = e.flow == 0 ? "" : KeyOf(e).ToString();
        Events.Add(new(e.Type, flow, seen, packet, e.Timestamp, e.Length, note.Number, note.Source));
        foreach (long part in (ReadOnlySpan<long>)[e.type, seen, e.Timestamp, note.Number, note.Source]) history = ((history ^ (ulong)part) * 0x9E3779B97F4A7C15) ^ (history >> 29);
        for (int publication = 0; publication < publications; publication++) Publish(in e, publication);
        if (drops && history % 7 == 0) Decide(Verdict.Drop);
    }

    private void Publish(in Event e, int publication)
    {
        int count = attempts?.Invoke(history >> (8 * publication)) ?? 1;
        for (int attempt = 0; attempt < count; attempt++)
        {
            if (Publish(publication, in e, new Note { Number = Events.Count, Source = number, Attempt = attempt })) Published++;
            else Refused++;
        }
    }
}
