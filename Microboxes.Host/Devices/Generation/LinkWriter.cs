using System.Buffers.Binary;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Writes the Ethernet header and VLAN tags of generated frames.</summary>
internal sealed unsafe class LinkWriter(int tags)
{
    private const ushort Ctag = 0x8100;
    private const ushort Stag = 0x88A8;

    /// <summary>Bytes before the IP header.</summary>
    internal int Length { get; } = 14 + (4 * tags);

    internal void Write(byte* at, long flow, End sender, bool isIpv6)
    {
        Span<byte> frame = new(at, Length);
        // Locally administered addresses; the last byte tells the ends apart.
        BinaryPrimitives.WriteUInt64BigEndian(frame, 0x0200_0000_0000_0200);
        BinaryPrimitives.WriteUInt32BigEndian(frame[8..], 0);
        frame[5] = (byte)(sender == End.Client ? 2 : 1);
        frame[11] = (byte)(sender == End.Client ? 1 : 2);
        int next = 12;
        for (int tag = 0; tag < tags; tag++, next += 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[next..], tag == tags - 1 ? Ctag : Stag);
            BinaryPrimitives.WriteUInt16BigEndian(frame[(next + 2)..], FlowAddress.Vlan(flow, tag));
        }

        BinaryPrimitives.WriteUInt16BigEndian(frame[next..], (ushort)(isIpv6 ? 0x86DD : 0x0800));
    }
}
