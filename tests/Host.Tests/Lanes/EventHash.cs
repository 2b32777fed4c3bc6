using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Lanes;

/// <summary>An NF that hashes all it can read of every event, in order, and tells when it has seen so many.</summary>
internal sealed class EventHash(long tellAt = long.MaxValue, ManualResetEventSlim? told = null) : NetworkFunction
{
    internal long Events { get; private set; }

    internal ulong Hash { get; private set; } = 14_695_981_039_346_656_037;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT").Subscribe("DATA_READY").Subscribe("FLOW/START").Subscribe("FLOW/END");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ref readonly Event e = ref batch.Current;
            Add(e.Type.Id);
            Add((ulong)e.Timestamp);
            Add((ulong)e.Length);
            Add(e.Snapshot.clientNext | ((ulong)e.Snapshot.serverNext << 32));
            Add((ulong)KeyOf(in e).IpVersion);
            if ((e.groupFlags & Event.HasPacket) != 0) Add(PacketOf(in e).Frame);
            if (e.Type == EventTypes.DataReady) Add(BytesOf(in e));
            if (++Events == tellAt) told!.Set();
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes) Add(one);
    }

    private void Add(ulong value) => Hash = (Hash ^ value) * 1_099_511_628_211;
}
