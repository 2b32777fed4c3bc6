using System.Runtime.CompilerServices;
using Microboxes.Host.Memory;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// Which ports an event is for, by one look-up: PKT/TCP by facets and ends, everything else by kind and ends. A flow's own mask narrows it further. It changes only between two plans.
/// </summary>
internal sealed unsafe class SubscriptionTable : IDisposable
{
    internal const int EndCombinations = 4;
    private const int FacetCombinations = 256;

    private readonly NativeRegion memory;
    private readonly ulong* tcpPackets;
    private readonly ulong* others;
    private int[] retain;

    /// <param name="ports">The ring's ports: port <c>i</c> has bit <c>i</c>, and where there is null nobody has it. At most 64.</param>
    internal SubscriptionTable(IReadOnlyList<PortSelector?> ports)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ports.Count, 64, nameof(ports));
        int kinds = Enum.GetValues<EventKind>().Length;
        memory = new((FacetCombinations + kinds) * EndCombinations * sizeof(ulong));
        tcpPackets = (ulong*)memory.Start;
        retain = [.. ports.Select(port => port?.Retain ?? 0)];
        others = tcpPackets + (FacetCombinations * EndCombinations);
        for (int port = 0; port < ports.Count; port++)
        {
            if (ports[port] is { } selector) Add(selector, 1UL << port, kinds);
        }
    }

    /// <summary>Ports whose flows need TCP state.</summary>
    internal ulong TcpStatePorts { get; private set; }

    /// <summary>Ports whose flows need reassembly.</summary>
    internal ulong StreamPorts { get; private set; }

    /// <summary>Ports that write to streams: what their flows hold out of order is the line's own to change.</summary>
    internal ulong StreamWriterPorts { get; private set; }

    /// <summary>The ports of each combination of facets and ends, ends counting fastest.</summary>
    internal ulong* TcpPackets => tcpPackets;

    /// <summary>The ports of each of a kind's four combinations of ends.</summary>
    internal ulong* OfKind(EventKind kind) => others + ((int)kind * EndCombinations);

    /// <param name="facets">What the packet is.</param>
    /// <param name="ends">Half and sender as <see cref="Event"/> keeps them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong OfTcpPacket(PacketFacets facets, int ends) => tcpPackets[((int)facets * EndCombinations) + ends];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Of(EventKind kind, int ends) => others[((int)kind * EndCombinations) + ends];

    /// <summary>The longest retention that any of the ports in <paramref name="mask"/> asked for.</summary>
    internal int LongestRetain(ulong mask)
    {
        int longest = 0;
        for (int port = 0; port < retain.Length; port++)
        {
            if ((mask & (1UL << port)) != 0) longest = Math.Max(longest, retain[port]);
        }

        return longest;
    }

    /// <summary>Takes note of what the ports of another table need, beside those of this one. The publisher's lane only.</summary>
    internal void Foresee(SubscriptionTable next)
    {
        TcpStatePorts |= next.TcpStatePorts;
        StreamPorts |= next.StreamPorts;
        int[] both = new int[Math.Max(retain.Length, next.retain.Length)];
        for (int port = 0; port < both.Length; port++) both[port] = Math.Max(retain.ElementAtOrDefault(port), next.retain.ElementAtOrDefault(port));
        retain = both;
    }

    /// <summary>Becomes another table, in place: whoever looks it up has no more to do for it. The publisher's lane only.</summary>
    internal void Become(SubscriptionTable next)
    {
        next.memory.CopyTo(memory);
        TcpStatePorts = next.TcpStatePorts;
        StreamPorts = next.StreamPorts;
        retain = next.retain;
    }

    public void Dispose() => memory.Dispose();

    private void Add(PortSelector port, ulong bit, int kinds)
    {
        if (port.NeedsTcpState) TcpStatePorts |= bit;
        if (port.NeedsStreams) StreamPorts |= bit;
        if (port.WritesStream) StreamWriterPorts |= bit;
        for (int ends = 0; ends < EndCombinations; ends++)
        {
            End half = (End)(ends & Event.HalfBit);
            End sender = (End)(ends >> 1);
            for (int facets = 0; facets < FacetCombinations; facets++)
            {
                if (port.Selects(EventTypes.TcpPacket, (PacketFacets)facets, half, sender)) tcpPackets[(facets * EndCombinations) + ends] |= bit;
            }

            for (int kind = 0; kind < kinds; kind++)
            {
                if (port.Selects(EventPaths.Of((EventKind)kind), 0, half, sender)) others[(kind * EndCombinations) + ends] |= bit;
            }
        }
    }
}
