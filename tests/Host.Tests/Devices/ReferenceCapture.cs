using System.Buffers.Binary;

namespace Microboxes.Host.Tests.Devices;

/// <summary>
/// An obviously correct reader of captures: one packet after the other from an array, with decimal arithmetic for time.
/// It knows nothing of the device it checks.
/// </summary>
internal static class ReferenceCapture
{
    internal sealed record Packet(long Offset, int Length, uint WireLength, decimal Seconds, int LinkType);

    /// <summary>Packets up to the first thing that is not right.</summary>
    internal static List<Packet> Read(byte[] file) =>
        BinaryPrimitives.ReadUInt32BigEndian(file) == 0x0A0D0D0A ? ReadPcapng(file) : ReadClassic(file);

    private static List<Packet> ReadClassic(byte[] file)
    {
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(file);
        bool big = magic is not (0xA1B2C3D4 or 0xA1B23C4D or 0xA1B2CD34);
        decimal unit = Get32(file, 0, big) == 0xA1B23C4D ? 1e-9m : 1e-6m;
        int header = Get32(file, 0, big) == 0xA1B2CD34 ? 24 : 16;
        int linkType = (int)Get32(file, 20, big) & 0xFFFF;
        List<Packet> packets = [];
        long at = 24;
        while (at + header <= file.Length)
        {
            uint length = Get32(file, at + 8, big);
            if (length > 262144 || at + header + length > file.Length) break;
            packets.Add(new(at + header, (int)length, Get32(file, at + 12, big), Get32(file, at, big) + (Get32(file, at + 4, big) * unit), linkType));
            at += header + length;
        }

        return packets;
    }

    private static List<Packet> ReadPcapng(byte[] file)
    {
        List<Packet> packets = [];
        List<(int LinkType, decimal Unit)> interfaces = [];
        bool big = false;
        for (long at = 0; at + 12 <= file.Length;)
        {
            uint type = Get32(file, at, big);
            if (type == 0x0A0D0D0A)
            {
                big = file[at + 8] == 0x1A;
                interfaces.Clear();
            }

            uint length = Get32(file, at + 4, big);
            if (length < 12 || at + length > file.Length || Get32(file, at + length - 4, big) != length) break;
            if (type == 1) interfaces.Add((Get16(file, at + 8, big), Unit(file, at, length, big)));
            if (type is 6 or 2)
            {
                (int linkType, decimal unit) = interfaces[type == 6 ? (int)Get32(file, at + 8, big) : Get16(file, at + 8, big)];
                decimal ticks = (Get32(file, at + 12, big) * 4294967296m) + Get32(file, at + 16, big);
                packets.Add(new(at + 28, (int)Get32(file, at + 20, big), Get32(file, at + 24, big), ticks * unit, linkType));
            }

            at += length;
        }

        return packets;
    }

    private static decimal Unit(byte[] file, long block, uint length, bool big)
    {
        for (long at = block + 16; at + 8 <= block + length;)
        {
            int code = Get16(file, at, big);
            if (code == 0) break;
            if (code == 9) return (decimal)Math.Pow(10, -file[at + 4]);
            at += 4 + ((Get16(file, at + 2, big) + 3) / 4 * 4);
        }

        return 1e-6m;
    }

    private static uint Get32(byte[] file, long at, bool big) => big
        ? BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at))
        : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at));

    private static ushort Get16(byte[] file, long at, bool big) => big
        ? BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan((int)at))
        : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)at));
}
