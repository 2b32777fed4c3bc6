using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Host.Observability;
using Microboxes.Host.Stacks.Network.Fragments;
using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>
/// A defragmenter that checks its books after every step, and whose fragments lie in a buffer that is overwritten as soon as the call returns.
/// </summary>
internal sealed unsafe class DefragmenterRig : IDisposable
{
    private const int Prefix = 18;
    private readonly byte* buffer = (byte*)NativeMemory.Alloc(70_000);
    private long given;
    private long delivered;

    internal DefragmenterRig(DefragmentationOptions? options = null)
    {
        Drops = new();
        Defragmenter = new(options ?? new(), Drops);
    }

    internal Defragmenter Defragmenter { get; }

    internal DropCounters Drops { get; }

    internal PacketDescriptor Last { get; private set; }

    internal static long Milliseconds(double value) => (long)(value * 1_000_000);

    /// <summary>Gives a packet that begins with its IP header; returns the whole datagram when it is complete, with its lease released.</summary>
    internal byte[]? Give(ReadOnlySpan<byte> ip, long time = 0, ushort vlan = 0, ushort innerVlan = 0, int cut = 0, int padding = 0)
    {
        byte[]? whole = GiveAndHold(ip, time, vlan, innerVlan, cut, padding);
        if (whole != null) Defragmenter.Release(Last.lease);
        return whole;
    }

    internal byte[]? GiveAndHold(ReadOnlySpan<byte> ip, long time = 0, ushort vlan = 0, ushort innerVlan = 0, int cut = 0, int padding = 0)
    {
        ip.CopyTo(new(buffer + Prefix, ip.Length));
        PacketDescriptor packet = default;
        packet.data = buffer;
        packet.length = Prefix + ip.Length - cut + padding;
        packet.wireLength = Prefix + ip.Length + padding;
        packet.timestamp = time;
        packet.number = given;
        packet.network = Prefix;
        packet.outerVlan = vlan;
        packet.innerVlan = innerVlan;
        int header = FragmentWalk.FindFragment(ip);
        return Give(ref packet, header > 0 ? header + Prefix : 0);
    }

    internal byte[]? Give(ref PacketDescriptor packet, int fragmentHeader)
    {
        PacketDescriptor before = packet;
        given++;
        bool complete = Defragmenter.Accept(ref packet, fragmentHeader);
        if (complete) delivered++;
        if (before.data == buffer) new Span<byte>(buffer, before.length).Fill(0xee);
        Last = packet;
        CheckBooks();
        if (!complete)
        {
            Assert.True(MemoryMarshal.AsBytes(new ReadOnlySpan<PacketDescriptor>(in before)).SequenceEqual(MemoryMarshal.AsBytes(new Span<PacketDescriptor>(ref packet))));
            return null;
        }

        Assert.Equal((0, (byte)LinkLayer.RawIp, packet.length), (packet.network, packet.linkLayer, packet.wireLength));
        Assert.Equal((before.timestamp, before.number, before.outerVlan, before.innerVlan), (packet.timestamp, packet.number, packet.outerVlan, packet.innerVlan));
        return new ReadOnlySpan<byte>(packet.data, packet.length).ToArray();
    }

    internal void CheckBooks()
    {
        Assert.Equal(given, delivered + Drops.Total + Defragmenter.Waiting);
        if (Defragmenter.Datagrams == 0) Assert.Equal((0L, 0L), (Defragmenter.Waiting, Defragmenter.MemoryInUse));
    }

    /// <summary>Ends the traffic: nothing may be left.</summary>
    internal void Drain()
    {
        Defragmenter.Drain();
        CheckBooks();
        Assert.Equal((0L, 0, 0L), (Defragmenter.Waiting, Defragmenter.Datagrams, Defragmenter.MemoryInUse));
    }

    public void Dispose()
    {
        Drain();
        Assert.Equal(0, Defragmenter.Leased);
        Defragmenter.Dispose();
        NativeMemory.Free(buffer);
    }
}
