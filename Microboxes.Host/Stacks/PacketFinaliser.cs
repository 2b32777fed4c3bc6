using Microboxes.Host.Devices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Observability;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Network;
using Microboxes.Host.Stacks.Network.Fragments;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Stacks;

/// <summary>
/// The way back of a packet (paper §3.2): when every inline NF has passed its last event their verdicts are merged and it is delivered or dropped;
/// when every consumer has, its bytes go back to the device.
/// </summary>
internal sealed unsafe class PacketFinaliser(
    EventPublisher publisher, IPacketSource source, Defragmenter defragmenter, DropCounters drops, NetworkCounters counters) : IDisposable
{
    private const int MostPerCall = 1024;
    private readonly IPacketSink? sink = source.Sink;
    private readonly FragmentSender? fragments = source.Sink == null ? null : new();
    private IVerdictSource[] inline = [];
    private long firstEvent;
    private long forgotten = Sequence.Initial;

    /// <summary>RSTs the line makes; null where it cannot send.</summary>
    internal ConnectionReset? Resets { get; } = source.Sink == null ? null : new();

    /// <summary>Packets that leave later than it is their turn; null where there are none.</summary>
    internal EarlyPackets? Early { get; set; }

    /// <summary>Where packets' bytes go instead that a stuck thread may still see; null while none does.</summary>
    internal CondemnedView? Condemned { get; set; }

    /// <summary>Sets the inline NFs. Before the first packet only.</summary>
    internal void WaitFor(params IVerdictSource[] functions)
    {
        inline = functions;
        publisher.Ring.WaitsForRelease = functions.Length > 0;
    }

    /// <summary>The last event that every inline NF has passed.</summary>
    internal long Gate
    {
        get
        {
            long gate = publisher.Ring.Cursor.Value;
            foreach (IVerdictSource function in inline) gate = Math.Min(gate, function.Passed.Value);
            return gate;
        }
    }

    /// <summary>Finalises packets.</summary>
    /// <param name="gate">Up to where.</param>
    /// <param name="read">Up to where every consumer has read.</param>
    /// <returns>Packets finalised.</returns>
    internal int Finalise(long gate, long read)
    {
        if (sink != null) return Forward(sink, gate, read);
        return HasVerdicts() || !publisher.Packets.IsAtBurst ? FinaliseByVerdict(gate) : FinaliseBursts(gate);
    }

    /// <summary>Gives back the bytes of packets that every consumer has passed, and the places of their verdicts.</summary>
    internal void Reclaim(long gate)
    {
        if (publisher.Packets.HasLeases)
        {
            while (publisher.Packets.TryReclaim(gate, out PacketDescriptor* packet)) ReleaseBytes(packet);
        }
        else
        {
            publisher.Packets.ReclaimBursts(gate);
        }

        if (inline.Length > 0) ForgetVerdicts(gate);
    }

    // Every consumer may have passed events of packets that are still to be finalised: their verdicts stay, and their slots with them.
    private void ForgetVerdicts(long gate)
    {
        forgotten = Math.Max(forgotten, publisher.Packets.IsAllFinalised ? gate : Math.Min(gate, firstEvent - 1));
        foreach (IVerdictSource function in inline) function.ForgetVerdicts(forgotten);
        publisher.Ring.Release(forgotten);
    }

    private bool HasVerdicts()
    {
        foreach (IVerdictSource function in inline)
        {
            if (function.LastVerdict >= firstEvent) return true;
        }

        return false;
    }

    // Nobody objected to anything up to the gate.
    private int FinaliseBursts(long gate)
    {
        int delivered = publisher.Packets.FinaliseBursts(gate);
        counters.Delivered += delivered;
        firstEvent = Math.Max(firstEvent, gate + 1);
        return delivered;
    }

    private int FinaliseByVerdict(long gate)
    {
        int done = 0;
        while (done < MostPerCall && publisher.Packets.TryFinalise(gate, out PacketDescriptor* packet, out long lastEvent))
        {
            if ((packet->marks & (byte)PacketMarks.Settled) == 0) Count(MergeVerdicts(lastEvent));
            firstEvent = lastEvent + 1;
            done++;
        }

        return done;
    }

    // A tap may still read what leaves; what nobody reads goes to the device together with its lease.
    private int Forward(IPacketSink to, long gate, long read)
    {
        bool judged = HasVerdicts();
        int done = 0;
        while (done < MostPerCall && publisher.Packets.TryFinalise(gate, out PacketDescriptor* packet, out long lastEvent))
        {
            Verdict verdict = judged ? MergeVerdicts(lastEvent) : Verdict.Pass;
            firstEvent = lastEvent + 1;
            done++;
            bool settled = (packet->marks & (byte)PacketMarks.Settled) != 0;
            bool resets = (packet->marks & (byte)PacketMarks.ResetDue) != 0 || (verdict == Verdict.Reset && !settled);
            if (resets) resets = Resets!.TryPrepare(packet, LastOf(packet, lastEvent));
            if (settled && (packet->marks & (byte)PacketMarks.Early) != 0) Early!.PutAside(packet, passes: false);
            bool sent = !settled && Forward(to, packet, verdict, lastEvent > read || Condemned != null);
            if (resets) Resets!.Send(to, sent);
            Early?.GoOn(to, lastEvent);
        }

        int refused = to.Flush();
        if (refused == 0) return done;
        counters.Delivered -= refused;
        drops.Count(DropReason.TransmitFull, refused);
        return done;
    }

    private bool Send(IPacketSink to, PacketDescriptor* packet, bool isStillRead) =>
        (packet->marks & (byte)PacketMarks.Reassembled) == 0 ? to.TrySend(packet, isStillRead) : fragments!.TrySend(packet, to);

    private bool Forward(IPacketSink to, PacketDescriptor* packet, Verdict verdict, bool isStillRead)
    {
        bool isEarly = (packet->marks & (byte)PacketMarks.Early) != 0;
        if (isEarly) Early!.PutAside(packet, passes: verdict < Verdict.Drop);
        if (verdict >= Verdict.Drop)
        {
            Count(verdict);
            return false;
        }

        if (isEarly) return false;
        if (Send(to, packet, isStillRead))
        {
            counters.Delivered++;
            return true;
        }

        drops.Count(DropReason.TransmitImpossible);
        return false;
    }

    /// <summary>Resets the connection of a packet that was sent on already and whose bytes are still there.</summary>
    internal void ResetNow(PacketDescriptor* packet, long lastEvent)
    {
        if (!Resets!.TryPrepare(packet, LastOf(packet, lastEvent))) return;
        Resets.Send(sink!, wasSent: true);
        int refused = sink!.Flush();
        counters.Delivered -= refused;
        if (refused > 0) drops.Count(DropReason.TransmitFull, refused);
    }

    // Its own last event, null where it raised none.
    private Event* LastOf(PacketDescriptor* packet, long lastEvent)
    {
        Event* last = publisher.Ring.Slots + (lastEvent & publisher.Ring.IndexMask);
        bool own = lastEvent >= 0 && (last->groupFlags & Event.HasPacket) != 0 && last->packet == (uint)(packet - publisher.Packets.Packets);
        return own ? last : null;
    }

    private void Count(Verdict verdict)
    {
        if (verdict < Verdict.Drop) counters.Delivered++;
        else drops.Count(verdict == Verdict.Drop ? DropReason.Verdict : DropReason.Reset);
    }

    private Verdict MergeVerdicts(long lastEvent)
    {
        Verdict strictest = Verdict.Pass;
        foreach (IVerdictSource function in inline)
        {
            if (function.LastVerdict < firstEvent) continue;
            for (long sequence = firstEvent; sequence <= lastEvent; sequence++)
            {
                Verdict verdict = function.VerdictOf(sequence);
                if (verdict > strictest) strictest = verdict;
            }
        }

        return strictest;
    }

    /// <summary>Gives a packet's bytes back to whom they came from.</summary>
    internal void ReleaseBytes(PacketDescriptor* packet)
    {
        if (packet->lease == 0) return;
        if (Condemned != null)
        {
            Condemned.Keep(packet);
            return;
        }

        const byte Origin = (byte)(PacketMarks.Reassembled | PacketMarks.Distributed);
        if ((packet->marks & Origin) == (byte)PacketMarks.Reassembled) defragmenter.Release(packet->lease);
        else source.Release(packet->lease);
    }

    /// <summary>Gives back what finalised packets still hold, when nobody reads any more.</summary>
    internal void ReleaseAll()
    {
        while (publisher.Packets.TryReclaim(long.MaxValue, out PacketDescriptor* packet)) ReleaseBytes(packet);
    }

    public void Dispose() => fragments?.Dispose();
}
