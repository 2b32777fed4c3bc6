using System.Runtime.InteropServices;
using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

/// <summary>One direction of a flow as Monitor drives it: delivers in order, holds the rest, drains when a gap closes.</summary>
internal sealed unsafe class HeldStream(HeldSegments held, OverlapPolicy policy, bool copy) : IDisposable
{
    private readonly List<nint> payloads = [];
    private readonly List<byte> delivered = [];
    private int head;

    internal bool IsEmpty => head == 0;

    internal ulong Frontier => (ulong)delivered.Count;

    /// <summary>Holds and nothing else.</summary>
    internal HoldResult Hold(ulong offset, ReadOnlySpan<byte> bytes)
    {
        byte* payload = Place(bytes);
        HoldResult result = held.Hold(ref head, offset, payload, (uint)bytes.Length, copy ? 1 : 0, policy);
        // A device buffer is reused at once: what was held by copy must not notice.
        if (copy) new Span<byte>(payload, bytes.Length).Fill(0xEE);
        return result;
    }

    /// <summary>Holds where the frontier is, as a segment that fills the hole and overlaps.</summary>
    internal HoldResult HoldAtFrontier(ReadOnlySpan<byte> bytes) =>
        held.HoldAtFrontier(ref head, Frontier, Place(bytes), (uint)bytes.Length, policy);

    /// <summary>Cuts what lies before the frontier, delivers or holds the rest, drains.</summary>
    internal void Arrive(ulong offset, ReadOnlySpan<byte> bytes)
    {
        if (offset < Frontier)
        {
            ulong known = Math.Min(Frontier - offset, (ulong)bytes.Length);
            bytes = bytes[(int)known..];
            offset += known;
        }

        if (bytes.IsEmpty) return;
        if (offset > Frontier) Hold(offset, bytes);
        else if (held.TryPeek(head, out ulong lowest, out _) && lowest < offset + (ulong)bytes.Length) HoldAtFrontier(bytes);
        else delivered.AddRange(bytes);
        Drain();
    }

    internal void Drain()
    {
        while (held.TryTake(ref head, Frontier, out HeldRange range))
        {
            delivered.AddRange(new ReadOnlySpan<byte>(range.Data, (int)range.Length));
            held.Release(range.Lease);
        }
    }

    /// <summary>As if the hole below <paramref name="offset"/> was given up: its bytes count as zeroes.</summary>
    internal void SkipTo(ulong offset) => delivered.AddRange(new byte[offset - Frontier]);

    internal bool TryPeek(out ulong offset, out uint length) => held.TryPeek(head, out offset, out length);

    internal bool TryTake(ulong frontier, out HeldRange range) => held.TryTake(ref head, frontier, out range);

    internal ulong Discard() => held.Discard(ref head);

    /// <summary>Delivered bytes, then held ones in their places; places not filled are null.</summary>
    internal byte?[] Contents()
    {
        List<byte?> contents = [.. delivered.Select(b => (byte?)b)];
        ulong from = 0;
        while (held.TryRead(head, from, out ulong offset, out HeldRange range))
        {
            if (offset < (ulong)contents.Count || range.Length == 0) throw new InvalidOperationException("Held ranges overlap, are empty or out of order.");
            contents.AddRange(Enumerable.Repeat<byte?>(null, (int)(offset - (ulong)contents.Count)));
            foreach (byte b in new ReadOnlySpan<byte>(range.Data, (int)range.Length)) contents.Add(b);
            from = offset + range.Length;
        }

        return [.. contents];
    }

    public void Dispose()
    {
        held.Discard(ref head);
        foreach (nint payload in payloads) NativeMemory.Free((void*)payload);
    }

    private byte* Place(ReadOnlySpan<byte> bytes)
    {
        byte* payload = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, bytes.Length));
        bytes.CopyTo(new Span<byte>(payload, bytes.Length));
        payloads.Add((nint)payload);
        return payload;
    }
}
