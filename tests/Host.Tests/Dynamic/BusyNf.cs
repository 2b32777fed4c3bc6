using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Does with every flow all that can be done with a single one: switches, releases, subscribes again, writes and terminates.</summary>
internal sealed class BusyNf : NetworkFunction<int>
{
    internal long Written { get; private set; }

    internal long Returned { get; private set; }

    internal long Terminated { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration
        .Subscribe("PKT", dynamic: true)
        .Subscribe("DATA_READY", dynamic: true, writes: PortWrites.Stream)
        .Subscribe("PKT/TCP/DATA", half: "sending", writes: PortWrites.Header)
        .Subscribe("SUBSCRIBED")
        .Publish("FLOW/TCP/TERMINATE");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ulong ports = batch.Ports;
            if ((ports & 1) != 0 && HandlerOf(in batch.Current, 0) >= 0) OnPacket(in batch.Current);
            if ((ports & 2) != 0 && HandlerOf(in batch.Current, 1) >= 0) Write(WritableBytesOf(in batch.Current));
            if ((ports & 4) != 0) OnData(in batch.Current);
            if ((ports & 8) != 0) Returned++;
        }
    }

    private void OnPacket(in Event e)
    {
        int count = ++StateOf(e);
        if (count == 3) Subscribe(e.Flow, new(0, 1));
        if (count == 6) Release(e.Flow, new(1, 0));
        if (count == 8) Subscribe(e.Flow, new(1, 1));
        if (count != 9 || (uint)e.Flow.Value % 4 != 0) return;
        Publish(0, in e);
        Terminated++;
    }

    private void OnData(in Event e) => Write(WritablePacketOf(in e).Headers[8..9]);

    private void Write(Span<byte> bytes)
    {
        if (bytes.Length > 0) bytes[0] ^= 1;
        Written++;
    }
}
