using System.Buffers.Binary;

namespace Microboxes.Host.Devices.Captures;

/// <summary>The options of an Interface Description Block that say how to read timestamps.</summary>
internal readonly ref struct InterfaceOptions(ReadOnlySpan<byte> options, bool swapped)
{
    private const int TimestampResolution = 9;
    private const int TimestampOffset = 14;

    private readonly ReadOnlySpan<byte> options = options;

    /// <summary>The scale the options describe. An option that runs over the block's end ends the list.</summary>
    internal TimestampScale Scale()
    {
        byte resolution = TimestampScale.Microseconds;
        long offset = 0;
        ReadOnlySpan<byte> left = options;
        while (left.Length >= 4)
        {
            int code = Read16(left);
            int length = Read16(left[2..]);
            if (code == 0 || length > left.Length - 4) break;
            ReadOnlySpan<byte> value = left.Slice(4, length);
            if (code == TimestampResolution && length >= 1) resolution = value[0];
            if (code == TimestampOffset && length >= 8) offset = Read64(value);
            left = left[Math.Min(left.Length, 4 + ((length + 3) & ~3))..];
        }

        return new(resolution, offset);
    }

    private int Read16(ReadOnlySpan<byte> at) => swapped ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private long Read64(ReadOnlySpan<byte> at) => swapped ? BinaryPrimitives.ReadInt64BigEndian(at) : BinaryPrimitives.ReadInt64LittleEndian(at);
}
