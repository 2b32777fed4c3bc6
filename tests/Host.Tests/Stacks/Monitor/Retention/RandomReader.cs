using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Stacks.Monitor.Retention;

/// <summary>An NF that reads streams at random offsets at every event and fails at the first byte that is not as it should be.</summary>
internal sealed class RandomReader(int retain, int seed) : NetworkFunction
{
    private readonly Dictionary<ulong, StreamHistory[]> flows = [];
    private readonly Random random = new(seed);
    private readonly byte[] buffer = new byte[6000];

    internal long Reads { get; private set; }

    internal long BytesRead { get; private set; }

    internal long Gaps { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration
        .Subscribe("DATA_READY", retain: retain).Subscribe("ANOMALY/GAP").Subscribe("PKT/TCP", half: "both").Subscribe("FLOW/TCP").Subscribe("FLOW/END");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext()) OnEvent(in batch.Current);
    }

    private void OnEvent(in Event e)
    {
        StreamHistory[] streams = flows.TryGetValue(e.Flow.Value, out StreamHistory[]? known) ? known : flows[e.Flow.Value] = [new(), new()];
        if (e.Type == EventTypes.DataReady) streams[(int)e.Sender].OnData(in e, BytesOf(in e));
        if (e.Type == EventTypes.Gap) streams[(int)e.Sender].OnGap(in e);
        if (e.Type == EventTypes.Gap) Gaps++;
        foreach (End sender in (ReadOnlySpan<End>)[End.Client, End.Server]) ReadSomewhere(in e, sender, streams[(int)sender]);
        if (e.Type == EventTypes.FlowEnd) flows.Remove(e.Flow.Value);
    }

    private void ReadSomewhere(in Event e, End sender, StreamHistory stream)
    {
        uint offset = (uint)Math.Max(0, stream.Frontier - random.Next(-3, retain + 3));
        Span<byte> destination = buffer.AsSpan(0, random.Next(buffer.Length));
        int read = ReadStream(in e, sender, offset, destination);
        // PKT tells of the receiving half once the segment's bytes count, and DATA_READY with those bytes comes after it.
        bool isAhead = e.Type == EventTypes.TcpPacket && sender != e.Half && e.Snapshot.Frontier != (uint)stream.Frontier;
        byte[] expected = stream.Read(offset, destination.Length, isAhead ? int.MaxValue : retain);
        int compared = isAhead ? Math.Min(read, expected.Length) : expected.Length;
        if (!isAhead && read != expected.Length) throw new InvalidOperationException($"{read} bytes of {sender} at {offset}, where {expected.Length} are readable below {stream.Frontier} ({e.Type}).");
        if (!destination[..compared].SequenceEqual(expected.AsSpan(0, compared))) throw new InvalidOperationException($"Other bytes of {sender} at {offset}, below {stream.Frontier} ({e.Type}).");
        Reads++;
        BytesRead += read;
    }
}
