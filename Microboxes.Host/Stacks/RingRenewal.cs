using System.Collections.Concurrent;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Lanes;
using Microboxes.Host.Memory;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>
/// Moves a stack line to a fresh ring when a thread is stuck in one of its NFs: the line raises nothing more until all others have read everything, takes
/// fresh memory, and goes on counting. The old memory stays condemned until the thread is back.
/// </summary>
internal sealed unsafe class RingRenewal(EventPublisher publisher, PacketFinaliser finaliser, DeliveredLeases segments, NextSegments nextSegments) : IDisposable
{
    private readonly ConcurrentQueue<StuckCall> requests = [];
    private readonly List<CondemnedView> condemned = [];
    private CondemnedView? current;
    private int condemnedRings;
    private volatile bool pending;

    /// <summary>True while the line must raise nothing. One read in each of its rounds.</summary>
    internal bool IsPending => pending;

    /// <summary>Old rings whose threads have not come back.</summary>
    internal int CondemnedRings => Volatile.Read(ref condemnedRings);

    /// <summary>Everybody who keeps pointers into the ring. Set before the first packet.</summary>
    internal IReadOnlyList<IRingFollower> Followers { get; set; } = [];

    /// <summary>Asks for a fresh ring. Any thread.</summary>
    internal void Request(StuckCall cause)
    {
        requests.Enqueue(cause);
        pending = true;
    }

    /// <summary>A thread has come back: what was kept for it can be given back. Any thread.</summary>
    internal void NoteReturned() => pending = true;

    /// <summary>Takes note of the stuck calls, from where on nothing that their threads can see is given back. The line's lane only.</summary>
    internal void Accept()
    {
        while (requests.TryDequeue(out StuckCall? cause))
        {
            current ??= new();
            current.Add(cause);
            finaliser.Condemned = segments.Condemned = current;
            cause.Accept();
        }
    }

    /// <summary>Moves to fresh memory if everybody has read everything. The line's lane only.</summary>
    /// <param name="burst">The packets it is working on, those not yet looked at among them.</param>
    /// <returns>True when the line may raise events again.</returns>
    internal bool TryComplete(PacketBurst burst)
    {
        if (current != null)
        {
            if (publisher.Ring.Gate != publisher.Ring.Claimed || publisher.Packets.Unreclaimed != burst.Count - burst.Position) return false;
            Move(burst, current);
            current = null;
        }

        GiveBack();
        pending = false;
        if (!requests.IsEmpty) pending = true;
        return !pending;
    }

    private void Move(PacketBurst burst, CondemnedView view)
    {
        PacketDescriptor* before = publisher.Packets.Packets;
        view.Keep(publisher.Ring.Renew(), publisher.Packets.Renew());
        burst.Rebase(before, publisher.Packets.Packets);
        nextSegments.FollowMovedRing();
        foreach (IRingFollower follower in Followers) follower.FollowMovedRing();
        finaliser.Condemned = segments.Condemned = null;
        condemned.Add(view);
    }

    private void GiveBack()
    {
        for (int i = condemned.Count - 1; i >= 0; i--)
        {
            if (!condemned[i].IsOver) continue;
            condemned[i].GiveBack(finaliser, segments.Release);
            condemned.RemoveAt(i);
        }

        Volatile.Write(ref condemnedRings, condemned.Count);
    }

    /// <summary>Frees all of it, when no thread is stuck any more.</summary>
    public void Dispose()
    {
        foreach (CondemnedView view in condemned) view.Dispose();
    }
}
