using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Captures;

/// <summary>Reads pcapng (draft-ietf-opsawg-pcapng): blocks in sections, each section with its own byte order and interfaces.</summary>
internal sealed unsafe class PcapngReader : CaptureReader
{
    /// <summary>Type of the Section Header Block, the same in both byte orders.</summary>
    internal const uint SectionHeader = 0x0A0D0D0A;

    private const uint InterfaceDescription = 1;
    private const uint ObsoletePacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;

    // Type, length and, behind the body, the length again.
    private const int Frame = 12;

    // No block is longer: a name resolution or decryption block may be, but not by orders of magnitude.
    private const uint MaximumBlock = 64 << 20;

    private bool swapped;
    private CaptureInterface[] interfaces = new CaptureInterface[4];
    private int interfaceCount;
    private long lastTimestamp;

    internal PcapngReader(CaptureFile file)
        : base(file)
    {
        if (file.Length < Frame + 16) throw new DeviceException($"{file.Path}: the file ends inside the capture's section header; it holds no packet.");
        if (!ReadByteOrder()) throw new DeviceException($"{file.Path}: is not a capture: its pcapng section header has no byte-order magic.");
    }

    internal override int Read(PacketDescriptor* burst, int limit)
    {
        File.Approach(next);
        int count = 0;
        while (count < limit)
        {
            byte* block = next;
            uint length = CheckBlock(block);
            if (length == 0) break;
            uint type = Order(Unsafe.ReadUnaligned<uint>(block), swapped);
            bool isPacket = type == EnhancedPacket && length >= Frame + 20
                ? ReadEnhanced(burst + count, block, length)
                : ReadOther(burst + count, block, type, length);
            if (IsExhausted) break;
            if (isPacket) count++;
            next = block + length;
            Foresee(next + length);
        }

        return count;
    }

    // The block's length rounded up to 4, or 0 when there is none that can be read.
    private uint CheckBlock(byte* block)
    {
        long left = end - block;
        if (left < Frame) return EndInFrame(left);
        if (Unsafe.ReadUnaligned<uint>(block) == SectionHeader && !ReadByteOrder()) return EndInSectionHeader(left);
        uint announced = Order(Unsafe.ReadUnaligned<uint>(block + 4), swapped);
        if (announced < Frame || announced > MaximumBlock) return EndAtLength(announced);
        uint length = (announced + 3) & ~3u;
        if (length > left) return EndInBlock(length);
        uint repeated = Order(Unsafe.ReadUnaligned<uint>(block + length - 4), swapped);
        return repeated == announced ? length : EndAtMismatch(announced, repeated);
    }

    private bool ReadEnhanced(PacketDescriptor* packet, byte* block, uint length)
    {
        uint id = Order(Unsafe.ReadUnaligned<uint>(block + 8), swapped);
        return FillPacket(packet, block, id, 28, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ReadOther(PacketDescriptor* packet, byte* block, uint type, uint length)
    {
        switch (type)
        {
            case EnhancedPacket:
                return EndTooShort("an enhanced packet block", length);
            case ObsoletePacket:
                // A 16-bit interface and a drop count where the enhanced block has a 32-bit interface.
                return length < Frame + 20
                    ? EndTooShort("a packet block", length)
                    : FillPacket(packet, block, Order(Unsafe.ReadUnaligned<ushort>(block + 8), swapped), 28, length);
            case SimplePacket:
                return length < Frame + 4 ? EndTooShort("a simple packet block", length) : ReadSimple(packet, block, length);
            case InterfaceDescription:
                return length < Frame + 8 ? EndTooShort("an interface description", length) : AddInterface(block, length);
            case SectionHeader:
                interfaceCount = 0;
                return length < Frame + 16 ? EndTooShort("a section header", length) : CheckVersion(block);
            default:
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool FillPacket(PacketDescriptor* packet, byte* block, uint id, int header, uint length)
    {
        if (id >= (uint)interfaceCount) return EndWithoutInterface(id);
        ref readonly CaptureInterface captured = ref interfaces[id];
        ulong ticks = (ulong)Order(Unsafe.ReadUnaligned<uint>(block + 12), swapped) << 32 | Order(Unsafe.ReadUnaligned<uint>(block + 16), swapped);
        uint bytes = Order(Unsafe.ReadUnaligned<uint>(block + 20), swapped);
        uint wire = Order(Unsafe.ReadUnaligned<uint>(block + 24), swapped);
        if (bytes > length - header - 4 || bytes > MaximumLength) return EndInPacket(bytes, length - header - 4);
        lastTimestamp = captured.Scale.ToNanoseconds(ticks);
        Fill(packet, block + header, bytes, wire, in captured, (ushort)id);
        return true;
    }

    private bool ReadSimple(PacketDescriptor* packet, byte* block, uint length)
    {
        if (interfaceCount == 0) return EndWithoutInterface(0);
        uint wire = Order(Unsafe.ReadUnaligned<uint>(block + 8), swapped);
        uint bytes = Math.Min(wire, length - Frame - 4);
        if (interfaces[0].SnapLength != 0) bytes = Math.Min(bytes, interfaces[0].SnapLength);
        if (bytes > MaximumLength) return EndInPacket(bytes, length);
        // It has no timestamp: the last packet's keeps virtual time where it is.
        Fill(packet, block + 12, bytes, wire, in interfaces[0], 0);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill(PacketDescriptor* packet, byte* data, uint bytes, uint wire, in CaptureInterface captured, ushort port)
    {
        packet->data = data;
        packet->length = (int)bytes;
        packet->wireLength = wire <= bytes ? (int)bytes : (int)Math.Min(wire, int.MaxValue);
        packet->timestamp = lastTimestamp;
        packet->lease = 0;
        packet->number = Delivered++;
        packet->SetOrigin((byte)captured.LinkLayer, port);
        if (captured.IsPeeled) LinkHeader.Peel(packet, captured.LinkType);
    }

    private bool AddInterface(byte* block, uint length)
    {
        int linkType = Order(Unsafe.ReadUnaligned<ushort>(block + 8), swapped);
        uint snapLength = Order(Unsafe.ReadUnaligned<uint>(block + 12), swapped);
        TimestampScale scale = new InterfaceOptions(new(block + 16, (int)length - 20), swapped).Scale();
        if (interfaceCount == interfaces.Length) Array.Resize(ref interfaces, interfaceCount * 2);
        interfaces[interfaceCount++] = new(linkType, LinkType.ToLinkLayer(linkType), LinkHeader.IsPeeled(linkType), snapLength, scale);
        return false;
    }

    private bool CheckVersion(byte* block)
    {
        ushort major = Order(Unsafe.ReadUnaligned<ushort>(block + 12), swapped);
        if (major != 1) EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a section of pcapng version {major}, and only version 1 is defined"));
        return false;
    }

    // A section sets the byte order of everything in it, its own length included.
    private bool ReadByteOrder()
    {
        if (end - next < Frame) return false;
        uint magic = Unsafe.ReadUnaligned<uint>(next + 8);
        swapped = magic == BinaryPrimitives.ReverseEndianness(ByteOrderMagic);
        return swapped || magic == ByteOrderMagic;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint EndInFrame(long left)
    {
        if (left == 0) IsExhausted = true;
        else EndTruncated("a block's header", Frame);
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint EndInSectionHeader(long left)
    {
        EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a section header without byte-order magic, {left} bytes before the end"));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint EndAtLength(uint announced)
    {
        EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a block of {announced} bytes, where {Frame} to {MaximumBlock} are possible"));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint EndInBlock(uint length)
    {
        EndTruncated("a block", length);
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint EndAtMismatch(uint announced, uint repeated)
    {
        EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a block says {announced} bytes at its start and {repeated} at its end"));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EndTooShort(string block, uint length)
    {
        EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"{block} of {length} bytes has no room for its fields"));
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EndWithoutInterface(uint id)
    {
        EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a packet of interface {id}, and the section describes {interfaceCount}"));
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EndInPacket(uint bytes, long room)
    {
        EndCorrupt(string.Create(CultureInfo.InvariantCulture, $"a packet of {bytes} bytes in a block with room for {Math.Min(room, MaximumLength)}"));
        return false;
    }
}
