using System.Diagnostics;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;

namespace Microboxes.Host.Functions;

/// <summary>
/// The place of an NF whose thread is stuck in it. What the thread can write is left to it by the stack line, which alone knows when nobody else is at it;
/// until then the adapter stands still.
/// </summary>
/// <param name="renewal">Moves the stack line to a fresh ring; null for an adapter that stands alone.</param>
/// <param name="publisherIsComplete">Says whether the stack line will ever raise another event.</param>
/// <param name="leave">Leaves what belongs to the ring, and returns it.</param>
internal sealed class AbandonedPlace(RingRenewal? renewal, Func<bool> publisherIsComplete, Func<IReadOnlyList<IDisposable>> leave) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(StuckCall Cause, IDisposable Memory)> left = [];
    private static readonly TimeSpan MostWaited = TimeSpan.FromMilliseconds(10);
    private StuckCall? cause;
    private long begun;
    private volatile bool pending;
    private volatile bool accepted;

    /// <summary>True from when the NF is abandoned until the adapter goes on. One read for each batch.</summary>
    internal bool IsPending => pending;

    /// <summary>True when the stack line has taken note. One that raises nothing more need not, and may not even be run any longer.</summary>
    internal bool IsAccepted
    {
        get
        {
            if (!accepted && (renewal == null || publisherIsComplete())) Accept();
            return accepted;
        }
    }

    /// <summary>Stands still, and asks the stack line for a fresh ring.</summary>
    /// <param name="stuck">The lane whose thread it is.</param>
    /// <param name="flows">What was left of the flows.</param>
    internal void Begin(Lane stuck, IDisposable flows)
    {
        accepted = false;
        cause = new(stuck, Accept);
        Keep(flows);
        begun = Stopwatch.GetTimestamp();
        pending = true;
        renewal?.Request(cause);
    }

    /// <summary>True when those who follow the NF's own ring have read all of it; two that listen to each other need not wait for each other for ever.</summary>
    internal bool IsRead(PublishedRing output) => output.IsRead || Stopwatch.GetElapsedTime(begun) > MostWaited;

    /// <summary>Keeps what else was left to the thread.</summary>
    internal void Keep(IDisposable memory)
    {
        lock (gate) left.Add((cause!, memory));
    }

    internal void End() => pending = false;

    /// <summary>A thread is back.</summary>
    internal void NoteReturned() => renewal?.NoteReturned();

    public void Dispose()
    {
        foreach ((StuckCall call, IDisposable memory) in left)
        {
            if (call.IsOver) memory.Dispose();
        }
    }

    private void Accept()
    {
        lock (gate)
        {
            if (accepted) return;
            foreach (IDisposable memory in leave()) Keep(memory);
            accepted = true;
        }
    }
}
