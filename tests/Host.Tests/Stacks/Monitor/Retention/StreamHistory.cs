using Microboxes.Plugins.Events;

namespace Microboxes.Host.Tests.Stacks.Monitor.Retention;

/// <summary>All bytes of one direction of a flow, as DATA_READY and ANOMALY/GAP told them: what reads by offset must agree with.</summary>
internal sealed class StreamHistory
{
    private readonly List<byte> bytes = [];
    private readonly List<bool> missing = [];

    internal int Frontier => bytes.Count;

    internal void OnData(in Event e, ReadOnlySpan<byte> data) => Add(e.StreamOffset, data, false);

    internal void OnGap(in Event e) => Add(e.StreamOffset, new byte[e.Length], true);

    /// <summary>What a read must give.</summary>
    internal byte[] Read(uint offset, int length, int retain)
    {
        long behind = (long)Frontier - offset;
        if (behind <= 0 || behind > retain) return [];
        int readable = 0;
        while (readable < length && offset + readable < Frontier && !missing[(int)offset + readable]) readable++;
        return [.. bytes.GetRange((int)offset, readable)];
    }

    private void Add(uint offset, ReadOnlySpan<byte> data, bool isMissing)
    {
        if (offset != Frontier) throw new InvalidOperationException($"The stream is filled to {Frontier} and goes on at {offset}.");
        bytes.AddRange(data);
        missing.AddRange(Enumerable.Repeat(isMissing, data.Length));
    }
}
