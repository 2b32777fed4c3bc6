using System.Runtime.InteropServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>The ring of another NF as one that follows it sees it: what is next there, and which event of the stack line caused it.</summary>
internal sealed unsafe class FollowedRing : IDisposable
{
    private readonly PublishedRing source;
    private readonly NfRing line;
    private readonly NfRing seen;
    private readonly Sequence consumed = new();
    private long position = Sequence.Initial;
    private long shown = Sequence.Initial;
    private long publisherPassed = Sequence.Initial;

    /// <param name="source">The other's ring.</param>
    /// <param name="ports">The follower's bits there.</param>
    /// <param name="line">The stack line's ring as the follower sees it.</param>
    /// <param name="make">Makes what the function sees of a ring from its context there.</param>
    /// <param name="isFeedback">True when events arrive some time after, and nothing waits for them.</param>
    /// <param name="passed">The last event of the stack line that the follower is done with.</param>
    internal FollowedRing(PublishedRing source, ulong ports, NfRing line, MakeNfRing make, bool isFeedback, long passed = Sequence.Initial)
    {
        this.source = source;
        this.line = line;
        IsFeedback = isFeedback;
        NfContext* context = (NfContext*)NativeMemory.AlignedAlloc((nuint)((sizeof(NfContext) + 63) & ~63), 64);
        *context = *line.Context;
        context->slots = source.Ring.Slots;
        context->masks = source.Ring.Masks;
        context->ringMask = source.Ring.IndexMask;
        context->portMask = ports;
        context->isDerived = true;
        context->isFeedback = isFeedback;
        context->passedOver = 0;
        seen = make(context, source.Ring);
        position = shown = source.Ring.Cursor.Value;
        publisherPassed = passed;
        consumed.Publish(position);
        Settled.Publish(passed);
        source.GateOn(consumed, ports);
    }

    /// <summary>Whose ring it is.</summary>
    internal PublishedRing Source => source;

    internal bool IsFeedback { get; }

    /// <summary>Events that were given to the NF, those that went by without it, and those of flows that it had released.</summary>
    internal (long Handed, long Missed, long PassedOver) Counts => (seen.Handed, seen.Missed, seen.PassedOver);

    /// <summary>Nothing that happened to a flow up to here comes any more: for feedback, what the stack line may forget.</summary>
    internal Sequence Settled { get; } = new();

    /// <summary>The last event of the stack line that the publisher is done with.</summary>
    internal Sequence PublisherPassed => source.PublisherPassed;

    /// <summary>Events published and not yet handled.</summary>
    internal long Lag => source.Ring.Cursor.Value - consumed.Value;

    /// <summary>True when it is this ring.</summary>
    internal bool Follows(PublishedRing ring) => source == ring;

    /// <summary>What the follower is done with.</summary>
    internal long Consumed => consumed.Value;

    /// <summary>What the publisher has shown.</summary>
    internal long Published => source.Ring.Cursor.Value;

    /// <summary>The stack line's event that caused the next event for the NF; <see cref="long.MaxValue"/> when there is none.</summary>
    internal long NextCause { get; private set; } = long.MaxValue;

    /// <summary>Goes on by the next plan, with the ports that follow then. All are quiet.</summary>
    internal void FollowAgain(ulong ports)
    {
        seen.Context->portMask = ports;
        source.GateOn(consumed, ports);
    }

    /// <summary>Looks what has been published.</summary>
    internal void Look()
    {
        // In this order: all that was published before the publisher passed is then in sight.
        publisherPassed = source.PublisherPassed.Value;
        shown = source.Ring.Cursor.Value;
        source.Locate(seen.Context);
        Skip();
    }

    /// <summary>Gives the NF the next event.</summary>
    /// <param name="function">The NF.</param>
    /// <param name="reached">The last event of the stack line that it has passed.</param>
    internal void HandNext(GuardedFunction function, long reached)
    {
        long sequence = position + 1;
        long cause = Math.Max(NextCause, reached);
        NfContext* context = seen.Context;
        context->cause = IsFeedback ? reached : cause;
        // A verdict about the packet that caused the event counts as long as the NF itself has not passed that.
        bool decides = line.Context->verdicts != null && !IsFeedback && NextCause > reached;
        context->verdicts = decides ? line.Context->verdicts + ((cause & line.Context->ringMask) - (sequence & context->ringMask)) : null;
        context->lastVerdict = Sequence.Initial;
        function.Run(seen, sequence, sequence);
        EndEvent(sequence);
    }

    /// <summary>Lets the event go by that a stuck NF was at, if it was one of this ring.</summary>
    internal void MissStuckEvent(GuardedFunction function)
    {
        long end = position;
        function.MissRestOfRun(seen, ref end);
        if (end != position) EndEvent(end);
    }

    /// <summary>Leaves everything that a stuck thread could write and goes on with a copy.</summary>
    /// <param name="verdicts">The old verdicts of the line; those that take their place are there already.</param>
    internal RetiredMemory Leave(byte* verdicts)
    {
        NfContext* context = seen.Context;
        return seen.Leave(context->verdicts == null ? null : line.Context->verdicts + (context->verdicts - verdicts));
    }

    /// <summary>Packets lie elsewhere now.</summary>
    internal void FollowMovedPackets(PacketDescriptor* packets) => seen.Context->packets = packets;

    /// <summary>What the NF publishes with lies elsewhere now.</summary>
    internal void PublishWith(PublishContext* publish) => seen.Context->publish = publish;

    /// <summary>How many events for the NF were caused at or before an event of the stack line.</summary>
    internal long CountUpTo(long cause)
    {
        long count = 0;
        for (long sequence = position + 1; sequence <= shown && source.CauseOf(sequence) <= cause; sequence++)
        {
            if (IsForNf(sequence)) count++;
        }

        return count;
    }

    /// <summary>More events than the NF may still get of what is in sight.</summary>
    internal long MostInSight => shown - position;

    /// <summary>Says that what was handled is done with, and all that came of it published.</summary>
    internal void Release()
    {
        if (consumed.Value != position) consumed.Publish(position);
        if (IsFeedback && NextCause == long.MaxValue && Settled.Value != publisherPassed) Settled.Publish(publisherPassed);
    }

    public void Dispose() => NativeMemory.AlignedFree(seen.Context);

    private void EndEvent(long sequence)
    {
        NfContext* context = seen.Context;
        if (context->verdicts != null && context->lastVerdict == sequence) line.Context->lastVerdict = context->cause;
        position = sequence;
        Skip();
    }

    private void Skip()
    {
        while (position < shown && !IsForNf(position + 1)) position++;
        NextCause = position < shown ? source.CauseOf(position + 1) : long.MaxValue;
    }

    private bool IsForNf(long sequence) => (seen.Context->masks[sequence & seen.Context->ringMask] & seen.Context->portMask) != 0;
}
