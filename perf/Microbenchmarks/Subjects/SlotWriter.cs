using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;
using Microboxes.Paper.PathCost;
using Microboxes.Plugins.Events;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>Events raised for packets and shown to one consumer that takes them at once; and slots with snapshots.</summary>
internal sealed unsafe class SlotWriter : IDisposable
{
    private readonly EventPublisher publisher = new(1024, new SubscriptionTable([]), 0);
    private readonly Sequence consumer = new();
    private readonly SnapshotCost snapshots = new();

    internal SlotWriter() => publisher.Ring.GateOn(consumer);

    internal void WriteSnapshots() => snapshots.Fill(Operations.Batch);

    internal void Publish()
    {
        for (int i = 0; i < Operations.Batch; i++)
        {
            publisher.BeginPacket(publisher.Packets.Packets);
            Event* slot = publisher.RaiseForPacket(1);
            slot->type = EventTypes.TcpPacket.Id;
            publisher.EndPacket();
        }

        publisher.Publish();
        consumer.Publish(publisher.Ring.Cursor.Value);
        if (!publisher.HasRoom(Operations.Batch)) throw new InvalidOperationException("The consumer did not free the ring.");
    }

    public void Dispose()
    {
        publisher.Dispose();
        snapshots.Dispose();
    }
}
