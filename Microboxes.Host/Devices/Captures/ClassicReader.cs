using System.Globalization;
using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Captures;

/// <summary>Reads the classic pcap format: a header of 24 bytes, then records (draft-ietf-opsawg-pcap).</summary>
internal sealed unsafe class ClassicReader : CaptureReader
{
    private const int FileHeader = 24;

    private readonly bool swapped;
    private readonly int tick;
    private readonly int recordHeader;
    private readonly int linkType;
    private readonly LinkLayer linkLayer;
    private readonly bool peeled;

    internal ClassicReader(CaptureFile file, ClassicFormat format)
        : base(file)
    {
        if (file.Length < FileHeader)
            throw new DeviceException($"{file.Path}: the file ends inside the capture's header of {FileHeader} bytes; it holds no packet.");
        (swapped, tick, recordHeader) = format;
        // The upper bits say how long the frame check sequence is; it lies behind the datagram, where nobody looks.
        linkType = (int)(Order(Unsafe.ReadUnaligned<uint>(next + 20), swapped) & 0xFFFF);
        linkLayer = LinkType.ToLinkLayer(linkType);
        peeled = LinkHeader.IsPeeled(linkType);
        next += FileHeader;
    }

    internal override int Read(PacketDescriptor* burst, int limit)
    {
        File.Approach(next);
        int count = 0;
        while (count < limit)
        {
            byte* record = next;
            long left = end - record - recordHeader;
            if (left < 0)
            {
                EndInHeader(left + recordHeader);
                break;
            }

            uint length = Order(Unsafe.ReadUnaligned<uint>(record + 8), swapped);
            if (length > MaximumLength || length > left)
            {
                EndInPacket(length);
                break;
            }

            Fill(burst + count++, record, (int)length);
            next = record + recordHeader + length;
            Foresee(next + recordHeader + length);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill(PacketDescriptor* packet, byte* record, int length)
    {
        uint wire = Order(Unsafe.ReadUnaligned<uint>(record + 12), swapped);
        packet->data = record + recordHeader;
        packet->length = length;
        packet->wireLength = wire <= length ? length : (int)Math.Min(wire, int.MaxValue);
        packet->timestamp = (Order(Unsafe.ReadUnaligned<uint>(record), swapped) * 1_000_000_000L)
            + ((long)Order(Unsafe.ReadUnaligned<uint>(record + 4), swapped) * tick);
        packet->lease = 0;
        packet->number = Delivered++;
        packet->SetOrigin((byte)linkLayer);
        if (peeled) LinkHeader.Peel(packet, linkType);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndInHeader(long left)
    {
        if (left == 0) IsExhausted = true;
        else EndTruncated("a packet's header", recordHeader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndInPacket(uint length)
    {
        if (length <= MaximumLength) EndTruncated("a packet", (long)recordHeader + length);
        else EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a packet of {length} bytes, where {MaximumLength} is the most a capture holds"));
    }
}
