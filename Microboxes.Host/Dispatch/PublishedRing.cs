using Microboxes.Host.Memory;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// The ring of one publishing NF instance, for the events of one stack line's flows. Beside each slot lie the cell of its payload and the sequence of the stack
/// line's event that caused it, which never goes down along the ring.
/// </summary>
internal sealed unsafe class PublishedRing : IDisposable
{
    private const int PayloadAlignment = 8;

    private NativeRegion payloads;
    private NativeRegion causes;
    private NativeRegion contextMemory;
    private readonly IReadOnlyList<PublishedType> types;
    private (Sequence Consumed, ulong Ports)[] followers = [];

    /// <param name="size">Slots, a power of two.</param>
    /// <param name="types">What the NF publishes, in the order it declared that.</param>
    /// <param name="publisher">The publisher's number, part of every event.</param>
    internal PublishedRing(int size, IReadOnlyList<PublishedType> types, byte publisher)
    {
        this.types = types;
        Ring = new(size);
        MostPerEvent = Math.Max(1, types.Sum(type => type.Most));
        int stride = (types.Max(type => type.PayloadSize) + PayloadAlignment - 1) & -PayloadAlignment;
        payloads = new(Math.Max((long)size * stride, 1));
        causes = new((long)size * sizeof(long));
        contextMemory = new(sizeof(PublishContext) + (types.Count * sizeof(PublicationContext)));
        Context = (PublishContext*)contextMemory.Start;
        *Context = new()
        {
            slots = Ring.Slots,
            masks = Ring.Masks,
            causes = (long*)causes.Start,
            payloads = payloads.Start,
            payloadStride = stride,
            ringMask = Ring.IndexMask,
            publications = (PublicationContext*)(Context + 1),
            publicationCount = types.Count,
            claimed = Sequence.Initial,
            publisher = publisher,
        };
        for (int i = 0; i < types.Count; i++)
            Context->publications[i] = new() { type = types[i].Type.Id, payloadSize = types[i].PayloadSize, most = types[i].Most, handled = long.MinValue };
    }

    internal RingBuffer<Event> Ring { get; }

    /// <summary>What the NF's handlers publish with.</summary>
    internal PublishContext* Context { get; private set; }

    /// <summary>The last event of the stack line that the NF is done with: all it causes is in the ring by then.</summary>
    internal Sequence PublisherPassed { get; } = new();

    /// <summary>The most events while the NF handles one.</summary>
    internal int MostPerEvent { get; }

    /// <summary>Events that the NF handed over and that were not published.</summary>
    internal long Refused => Volatile.Read(ref Context->refused);

    /// <summary>Events the NF can handle now without waiting for those who follow.</summary>
    internal int Room => (int)((Context->limit - Context->claimed) / MostPerEvent);

    /// <summary>True when there will never be more room.</summary>
    /// <param name="sharesWithFeedback">True when part of it may always be taken by what comes of feedback.</param>
    internal bool HasAllRoom(bool sharesWithFeedback) => Context->limit - Context->claimed >= (sharesWithFeedback ? Ring.Size / 2 : Ring.Size);

    /// <summary>The sequence of the stack line's event that caused an event of the ring.</summary>
    internal long CauseOf(long sequence) => Context->causes[sequence & Ring.IndexMask];

    /// <summary>Lets a port have what it selects of the ring's events. Before the first event, or while all is quiet.</summary>
    /// <param name="port">The port, and its bit.</param>
    /// <param name="bit">The same bit as in the stack line's ring, so that a flow's mask holds for both.</param>
    /// <param name="isFiltered">True where the port takes only some flows.</param>
    internal void Admit(PortSelector port, ulong bit, bool isFiltered)
    {
        if (!isFiltered) Context->flowless |= bit;
        for (int i = 0; i < types.Count; i++)
        {
            for (int ends = 0; ends < PublicationContext.EndCombinations; ends++)
            {
                if (port.Selects(types[i].Type, 0, (End)(ends & Event.HalfBit), (End)(ends >> 1))) Context->publications[i].masks[ends] |= bit;
            }
        }
    }

    /// <summary>Lets nobody have anything, until ports are admitted again. While everything published is handled and nothing is raised.</summary>
    internal void ForgetFollowers()
    {
        followers = [];
        Ring.GateOn();
        Context->flowless = 0;
        for (int i = 0; i < types.Count; i++)
        {
            for (int ends = 0; ends < PublicationContext.EndCombinations; ends++) Context->publications[i].masks[ends] = 0;
        }
    }

    /// <summary>Lets the use of slots wait for one who follows. Before the first event only.</summary>
    /// <param name="consumed">What he is done with.</param>
    /// <param name="ports">His bits.</param>
    internal void GateOn(Sequence consumed, ulong ports)
    {
        followers = [.. followers, (consumed, ports)];
        Ring.GateOn([.. followers.Select(follower => follower.Consumed)]);
    }

    /// <summary>Events that those among some ports who follow have yet to handle, each counted for each of them. Any thread may ask; meanwhile it may change.</summary>
    internal long Outstanding(ulong ports)
    {
        long outstanding = 0;
        foreach ((Sequence consumed, ulong ofFollower) in followers)
        {
            if ((ofFollower & ports) != 0) outstanding += Ring.CountFor(ofFollower & ports, consumed.Value + 1, Ring.Cursor.Value);
        }

        return outstanding;
    }

    /// <summary>Looks how far those who follow are. Publisher only.</summary>
    internal void Begin() => Context->limit = Context->claimed + Ring.Free;

    /// <summary>As <see cref="Begin"/>, for what is said in reply to feedback: half of the ring is not for that.</summary>
    internal void BeginFeedback() => Context->limit = Context->claimed + Math.Max(0, Ring.Free - (Ring.Size / 2));

    /// <summary>Shows what was published since.</summary>
    internal void Show() => Ring.PublishUpTo(Context->claimed);

    /// <summary>True when those who follow have read all that was shown.</summary>
    internal bool IsRead => Ring.Gate == Ring.Cursor.Value;

    /// <summary>Tells a follower where the events lie.</summary>
    internal void Locate(NfContext* follower)
    {
        follower->slots = Ring.Slots;
        follower->masks = Ring.Masks;
    }

    /// <summary>
    /// Leaves everything to a thread that is stuck in the NF and goes on with fresh memory; what was published and not yet read goes along.
    /// </summary>
    /// <returns>What was left.</returns>
    internal IReadOnlyList<IDisposable> Leave()
    {
        PublishContext* old = Context;
        long read = Ring.Gate;
        IReadOnlyList<IDisposable> left = [Ring.Renew(), payloads, causes, contextMemory];
        payloads = new(Math.Max((long)Ring.Size * old->payloadStride, 1));
        causes = new((long)Ring.Size * sizeof(long));
        contextMemory = new(sizeof(PublishContext) + (types.Count * sizeof(PublicationContext)));
        PublishContext* fresh = (PublishContext*)contextMemory.Start;
        *fresh = *old;
        fresh->slots = Ring.Slots;
        fresh->masks = Ring.Masks;
        fresh->causes = (long*)causes.Start;
        fresh->payloads = payloads.Start;
        fresh->publications = (PublicationContext*)(fresh + 1);
        for (int i = 0; i < types.Count; i++) fresh->publications[i] = old->publications[i];
        Context = fresh;
        for (long sequence = read + 1; sequence <= fresh->claimed; sequence++) Copy(old, fresh, sequence & Ring.IndexMask);
        return left;
    }

    private static void Copy(PublishContext* from, PublishContext* to, long index)
    {
        to->slots[index] = from->slots[index];
        to->masks[index] = from->masks[index];
        to->causes[index] = from->causes[index];
        long cell = index * from->payloadStride;
        Buffer.MemoryCopy(from->payloads + cell, to->payloads + cell, from->payloadStride, from->payloadStride);
        to->slots[index].detail = (ulong)(to->payloads + cell);
    }

    public void Dispose()
    {
        Ring.Dispose();
        payloads.Dispose();
        causes.Dispose();
        contextMemory.Dispose();
    }
}
