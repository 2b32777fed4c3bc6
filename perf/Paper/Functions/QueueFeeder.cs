using System.Runtime.CompilerServices;
using Microboxes.Host.Memory;
using Microboxes.Paper.Chains;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>
/// Hands events over as the paper's implementation does: every event has a reference count and goes into the queue of each NF. On one lane, where the NFs have their
/// turn right after this one, the events can stay in the stack's ring; the paper's are taken from a pool, which would cost more.
/// </summary>
[NetworkFunction("QueueFeeder", Mode = NfMode.Inline)]
internal sealed unsafe class QueueFeeder : ChainFunction, IDisposable
{
    private const int Counts = 4096;
    private readonly EventQueue[] queues;
    private readonly NativeRegion counts = new(Counts * sizeof(int));
    private long next;

    internal QueueFeeder(EventQueue[] queues) => this.queues = queues;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT/TCP", half: "receiving");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Packets++;
            PayloadBytes += batch.Current.Length;
            int* count = (int*)counts.Start + (next++ % Counts);
            *count = queues.Length;
            Event* e = (Event*)Unsafe.AsPointer(ref Unsafe.AsRef(in batch.Current));
            foreach (EventQueue queue in queues) queue.Add(e, count);
        }

        foreach (EventQueue queue in queues) queue.EndAdding();
    }

    public void Dispose() => counts.Dispose();
}
