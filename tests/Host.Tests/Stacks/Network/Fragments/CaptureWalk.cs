using Microboxes.Host.Devices;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>A capture, read to its end, with all its fragments given to a defragmenter.</summary>
internal sealed unsafe class CaptureWalk : IDisposable
{
    private readonly DefragmenterRig rig = new();

    internal CaptureWalk(string path)
    {
        using PcapDevice device = PcapDevice.Open(path);
        PacketDescriptor packet = default;
        while (device.Receive(&packet, 1) == 1)
        {
            Frames++;
            Take(packet);
        }

        rig.Drain();
    }

    internal sealed record Datagram(long Frame, int HeaderLength, bool IsAtomic, byte[] Bytes, bool Overlap, bool Conflict);

    internal List<Datagram> Datagrams { get; } = [];

    internal int Frames { get; private set; }

    internal int Fragments { get; private set; }

    internal DropCounters Drops => rig.Drops;

    public void Dispose() => rig.Dispose();

    private void Take(PacketDescriptor packet)
    {
        Assert.True(packet.linkLayer is (byte)LinkLayer.Ethernet or (byte)LinkLayer.RawIp);
        ReadOnlySpan<byte> frame = new(packet.data, packet.length);
        int network = 0;
        bool isEthernet = packet.linkLayer == (byte)LinkLayer.Ethernet;
        if (isEthernet && !FragmentWalk.TryFindIp(frame, out network, out packet.outerVlan, out packet.innerVlan)) return;
        int header = FragmentWalk.FindFragment(frame[network..]);
        if (header < 0) return;
        Fragments++;
        int headerLength = header > 0 ? header : (frame[network] & 15) * 4;
        bool isAtomic = FragmentWalk.IsAtomic(frame[network..], header);
        packet.network = (ushort)network;
        byte[]? bytes = rig.Give(ref packet, header > 0 ? network + header : 0);
        if (bytes == null) return;
        rig.Defragmenter.Release(packet.lease);
        Datagrams.Add(new(packet.number + 1, headerLength, isAtomic, bytes, rig.Defragmenter.CompletedWithOverlap, rig.Defragmenter.CompletedWithConflict));
    }
}
