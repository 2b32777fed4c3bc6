using System.Buffers.Binary;
using Microboxes.Host.Devices;
using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Devices;

/// <summary>Captures built byte by byte, in every variant of the formats.</summary>
internal static class CaptureBytes
{
    /// <summary>A classic capture.</summary>
    internal static byte[] Classic(IEnumerable<Frame> frames, bool big = false, uint magic = 0xA1B23C4D, uint linkType = 1)
    {
        int tick = magic == 0xA1B23C4D ? 1 : 1000;
        byte[] extra = magic == 0xA1B2CD34 ? new byte[8] : [];
        List<byte> file = [.. U32(magic, big), .. U16(2, big), .. U16(4, big), .. U32(0, big), .. U32(0, big), .. U32(262144, big), .. U32(linkType, big)];
        foreach (Frame frame in frames)
        {
            file.AddRange([
                .. U32((uint)(frame.Timestamp / 1_000_000_000), big), .. U32((uint)(frame.Timestamp % 1_000_000_000 / tick), big),
                .. U32((uint)frame.Bytes.Length, big), .. U32((uint)Math.Max(frame.WireLength, frame.Bytes.Length), big), .. extra, .. frame.Bytes,
            ]);
        }

        return [.. file];
    }

    /// <summary>A pcapng capture of one section and one Ethernet interface with nanoseconds.</summary>
    internal static byte[] Pcapng(IEnumerable<Frame> frames, bool big = false) =>
        [.. Section(big), .. Interface(1, big, 9), .. frames.SelectMany(frame => Enhanced(frame, 0, big, (ulong)frame.Timestamp))];

    internal static byte[] Section(bool big = false) =>
        Block(0x0A0D0D0A, [.. U32(0x1A2B3C4D, big), .. U16(1, big), .. U16(0, big), .. U32(uint.MaxValue, big), .. U32(uint.MaxValue, big)], big);

    internal static byte[] Interface(ushort linkType, bool big = false, byte? resolution = null, long? offset = null, uint snapLength = 0)
    {
        byte[] options = [];
        if (resolution is { } r) options = [.. options, .. U16(9, big), .. U16(1, big), r, 0, 0, 0];
        if (offset is { } o) options = [.. options, .. U16(14, big), .. U16(8, big), .. U64((ulong)o, big)];
        if (options.Length > 0) options = [.. options, .. U32(0, big)];
        return Block(1, [.. U16(linkType, big), .. U16(0, big), .. U32(snapLength, big), .. options], big);
    }

    internal static byte[] Enhanced(Frame frame, uint id, bool big = false, ulong ticks = 0) => Block(
        6,
        [
            .. U32(id, big), .. U32((uint)(ticks >> 32), big), .. U32((uint)ticks, big), .. U32((uint)frame.Bytes.Length, big),
            .. U32((uint)Math.Max(frame.WireLength, frame.Bytes.Length), big), .. Padded(frame.Bytes),
        ],
        big);

    internal static byte[] Obsolete(Frame frame, ushort id, bool big = false, ulong ticks = 0) => Block(
        2,
        [
            .. U16(id, big), .. U16(7, big), .. U32((uint)(ticks >> 32), big), .. U32((uint)ticks, big), .. U32((uint)frame.Bytes.Length, big),
            .. U32((uint)frame.Bytes.Length, big), .. Padded(frame.Bytes),
        ],
        big);

    internal static byte[] Simple(byte[] captured, uint wireLength, bool big = false) => Block(3, [.. U32(wireLength, big), .. Padded(captured)], big);

    internal static byte[] Block(uint type, byte[] body, bool big = false)
    {
        uint length = (uint)body.Length + 12;
        return [.. U32(type, big), .. U32(length, big), .. body, .. U32(length, big)];
    }

    /// <summary>Opens a file with these bytes; the file is gone when this returns, its mapping is not.</summary>
    internal static PcapDevice Open(byte[] bytes, ReplaySpeed speed = default, TimeProvider? time = null)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return PcapDevice.Open(path, speed, time);
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static byte[] U16(ushort value, bool big)
    {
        byte[] bytes = new byte[2];
        if (big) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    internal static byte[] U32(uint value, bool big)
    {
        byte[] bytes = new byte[4];
        if (big) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(ulong value, bool big) => big
        ? [.. U32((uint)(value >> 32), big), .. U32((uint)value, big)]
        : [.. U32((uint)value, big), .. U32((uint)(value >> 32), big)];

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[(4 - (bytes.Length % 4)) % 4]];
}
