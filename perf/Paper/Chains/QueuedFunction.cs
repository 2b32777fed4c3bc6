using Microboxes.Host.Lanes;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Chains;

/// <summary>An NF behind a queue of its own, as in the paper's implementation: takes pointers to events, and gives each event's count back.</summary>
internal sealed unsafe class QueuedFunction(EventQueue queue) : IDutyCycle
{
    public string Name => "queued NF";

    public bool IsComplete => queue.IsEmpty;

    internal long Packets { get; private set; }

    internal long PayloadBytes { get; private set; }

    /// <summary>Events that this NF was the last to release.</summary>
    internal long Released { get; private set; }

    public int DoWork(int budget)
    {
        int done = 0;
        long bytes = 0;
        long released = 0;
        while (queue.TryTake(out Event* e, out int* count))
        {
            bytes += e->Length;
            if (Interlocked.Decrement(ref *count) == 0) released++;
            done++;
        }

        queue.EndTaking();
        Packets += done;
        PayloadBytes += bytes;
        Released += released;
        return done;
    }
}
