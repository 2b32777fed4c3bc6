using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Captures;

/// <summary>Walks the records of one capture. Descriptors point into the file's bytes.</summary>
internal abstract unsafe class CaptureReader(CaptureFile file)
{
    /// <summary>The longest packet a capture may hold: what tcpdump calls MAXIMUM_SNAPLEN.</summary>
    internal const int MaximumLength = 256 * 1024;

    /// <summary>The record to read next.</summary>
    private protected byte* next = file.Start;
    private protected readonly byte* end = file.End;

    /// <summary>Packets delivered so far.</summary>
    internal long Delivered { get; private protected set; }

    /// <summary>True when nothing more can be read.</summary>
    internal bool IsExhausted { get; private protected set; }

    /// <summary>Why the capture ended early, or null.</summary>
    internal CaptureFault? Fault { get; private set; }

    /// <summary>Share of the file that was read.</summary>
    internal double Progress => IsExhausted ? 1 : (double)Offset / file.Length;

    /// <summary>Offset in the file of the record to read next.</summary>
    private protected long Offset => next - file.Start;

    /// <summary>The capture's file.</summary>
    private protected CaptureFile File => file;

    /// <summary>Opens the reader for what the file's first four bytes announce.</summary>
    internal static CaptureReader For(CaptureFile file)
    {
        if (file.Length < 4) throw NotACapture(file);
        uint magic = Unsafe.ReadUnaligned<uint>(file.Start);
        if (magic == PcapngReader.SectionHeader) return new PcapngReader(file);
        return ClassicFormat.Find(magic) is { } format ? new ClassicReader(file, format) : throw NotACapture(file);
    }

    /// <summary>Fills up to <paramref name="limit"/> descriptors; 0 only at the end.</summary>
    internal abstract int Read(PacketDescriptor* burst, int limit);

    // Where the next record ends is known only when it is read, so reading waits for memory once per record. Packets often are as long as the
    // one before: fetch the record after next from where it would be then. A wrong guess, even behind the file, costs nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static void Foresee(byte* record)
    {
        if (Sse.IsSupported) Sse.Prefetch0(record);
    }

    /// <summary>Ends the capture at a record that the file ends within.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void EndTruncated(string record, long needed) => End(FaultKind.Truncated, string.Create(
        CultureInfo.InvariantCulture, $"the file ends inside {record}: {needed} bytes are announced and {end - next} are there"));

    /// <summary>Ends the capture at a record that contradicts itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void EndCorrupt(string cause) => End(FaultKind.Corrupt, cause);

    private protected static uint Order(uint value, bool swapped) => swapped ? BinaryPrimitives.ReverseEndianness(value) : value;

    private protected static ushort Order(ushort value, bool swapped) => swapped ? BinaryPrimitives.ReverseEndianness(value) : value;

    private void End(FaultKind kind, string cause)
    {
        string word = kind == FaultKind.Truncated ? "cut short" : "corrupt";
        Fault = new(kind, Offset, Delivered, string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Path}: {word} at byte {Offset}, after packet {Delivered}: {cause}; the packets before it were read."));
        IsExhausted = true;
    }

    private static DeviceException NotACapture(CaptureFile file)
    {
        bool isGzip = file.Length >= 2 && file.Start[0] == 0x1F && file.Start[1] == 0x8B;
        return new(isGzip
            ? $"{file.Path}: is compressed with gzip; unpack it first."
            : $"{file.Path}: is not a capture; pcap and pcapng files are read.");
    }
}
