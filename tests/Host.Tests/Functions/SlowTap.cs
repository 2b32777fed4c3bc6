using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Functions;

/// <summary>A tap that lingers over events and looks at each of them twice: nothing of it may change meanwhile.</summary>
internal sealed class SlowTap(int eventsPerPause) : NetworkFunction
{
    internal long Seen { get; private set; }

    internal long ToldLost { get; private set; }

    internal long Notices { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT").Subscribe("DATA_READY").Subscribe("ANOMALY/LOST_EVENTS");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if (batch.Current.Type == EventTypes.LostEvents) OnLost(in batch.Current);
            else OnEvent(in batch.Current);
        }
    }

    private void OnLost(in Event e)
    {
        Notices++;
        ToldLost += (long)e.detail;
    }

    private void OnEvent(in Event e)
    {
        Event before = e;
        (long number, ulong bytes) = (PacketOf(in e).Number, Sum(in e));
        if (++Seen % eventsPerPause == 0) Thread.Sleep(1);
        bool same = before.Type == e.Type && before.Flow == e.Flow && before.Timestamp == e.Timestamp && before.packet == e.packet && before.detail == e.detail;
        if (!same || PacketOf(in e).Number != number || Sum(in e) != bytes) throw new InvalidOperationException("An event changed while it was read.");
        if (before.Flow.Generation == 0 || KeyOf(in e).IpVersion == 0) throw new InvalidOperationException("An event has no flow.");
    }

    private ulong Sum(in Event e)
    {
        ulong sum = 0;
        foreach (byte one in PacketOf(in e).Frame) sum = (sum * 31) + one;
        return sum;
    }
}
