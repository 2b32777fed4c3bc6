using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Lanes;

/// <summary>An NF that does not come back from its n-th event until it is woken, and then writes wherever it can.</summary>
internal sealed unsafe class StuckNf(long stuckAt, ManualResetEventSlim wake, ManualResetEventSlim woken) : NetworkFunction
{
    private const int RingSize = 1024;
    private const byte Scribble = 0xEE;
    private long events;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT").Subscribe("DATA_READY");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if (++events != stuckAt) continue;
            wake.Wait();
            ScribbleOverAll(batch);
            woken.Set();
        }
    }

    // Bytes of all packets left in the batch first: they are found through what is overwritten next.
    private void ScribbleOverAll(EventBatch batch)
    {
        NfContext* own = Context;
        do
        {
            PacketDescriptor* packet = own->packets + (batch.Current.packet & own->packetMask);
            if ((batch.Current.groupFlags & Event.HasPacket) != 0) new Span<byte>(packet->data, packet->length).Fill(Scribble);
        }
        while (batch.MoveNext());
        new Span<byte>(own->slots, RingSize * sizeof(Event)).Fill(Scribble);
        new Span<byte>(own->masks, RingSize * sizeof(ulong)).Fill(Scribble);
        new Span<byte>(own->packets, ((int)own->packetMask + 1) * sizeof(PacketDescriptor)).Fill(Scribble);
        if (own->verdicts != null) new Span<byte>(own->verdicts, RingSize).Fill((byte)Verdict.Drop);
        own->lastVerdict = long.MaxValue / 2;
    }
}
