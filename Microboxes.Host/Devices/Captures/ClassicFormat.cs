using System.Buffers.Binary;

namespace Microboxes.Host.Devices.Captures;

/// <summary>What the magic number of a classic capture says about its records.</summary>
/// <param name="IsSwapped">The capturing host had the other byte order.</param>
/// <param name="Tick">Nanoseconds in one unit of the second timestamp word.</param>
/// <param name="RecordHeader">Bytes before each packet: 16, or 24 in the variant of Kuznetzov's patched libpcap.</param>
internal sealed record ClassicFormat(bool IsSwapped, int Tick, int RecordHeader)
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const uint Modified = 0xA1B2CD34;

    /// <summary>The format a magic number announces, or null.</summary>
    internal static ClassicFormat? Find(uint magic) =>
        Find(magic, false) ?? Find(BinaryPrimitives.ReverseEndianness(magic), true);

    private static ClassicFormat? Find(uint magic, bool isSwapped) => magic switch
    {
        Microseconds => new(isSwapped, 1000, 16),
        Nanoseconds => new(isSwapped, 1, 16),
        Modified => new(isSwapped, 1000, 24),
        _ => null,
    };
}
