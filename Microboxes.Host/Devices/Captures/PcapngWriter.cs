using System.Buffers.Binary;
using System.Text;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Captures;

/// <summary>
/// Writes pcapng: one section, an interface for every link layer met, nanosecond timestamps, packets as enhanced packet blocks.
/// Buffered; allocates only for comments.
/// </summary>
internal sealed unsafe class PcapngWriter : IDisposable
{
    private const int BufferSize = 1 << 18;
    private const int PacketFields = 28;

    private readonly Stream output;
    private readonly byte[] buffer = new byte[BufferSize];
    private readonly int[] interfaceOf = new int[256];
    private int used;
    private int interfaces;

    /// <summary>Writes to a stream, and closes it when disposed.</summary>
    internal PcapngWriter(Stream output)
    {
        this.output = output;
        Array.Fill(interfaceOf, -1);
        WriteSectionHeader();
    }

    /// <summary>Packets written so far.</summary>
    internal long Written { get; private set; }

    /// <summary>Creates or replaces a file.</summary>
    internal static PcapngWriter Create(string path) => new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1));

    /// <summary>Writes a packet as its descriptor shows it.</summary>
    internal void Write(PacketDescriptor* packet, string? comment = null) => Write(
        new(packet->data, packet->length), packet->timestamp, (LinkLayer)packet->linkLayer, packet->wireLength, comment);

    /// <summary>Writes a packet.</summary>
    /// <param name="frame">What was captured of it.</param>
    /// <param name="timestamp">Nanoseconds since 1970, not negative.</param>
    /// <param name="linkLayer">How the frame begins.</param>
    /// <param name="wireLength">Bytes it had on the wire; those captured when smaller.</param>
    /// <param name="comment">Shown beside the packet by tools, or null.</param>
    internal void Write(
        ReadOnlySpan<byte> frame, long timestamp, LinkLayer linkLayer = LinkLayer.Ethernet, int wireLength = 0, string? comment = null)
    {
        int id = interfaceOf[(byte)linkLayer] >= 0 ? interfaceOf[(byte)linkLayer] : WriteInterface(linkLayer);
        byte[] text = comment == null ? [] : Encoding.UTF8.GetBytes(comment);
        int options = comment == null ? 0 : 4 + Pad(text.Length) + 4;
        int length = PacketFields + Pad(frame.Length) + options + 4;
        Put32(6);
        Put32((uint)length);
        Put32((uint)id);
        Put32((uint)(timestamp >> 32));
        Put32((uint)timestamp);
        Put32((uint)frame.Length);
        Put32((uint)Math.Max(frame.Length, wireLength));
        PutPadded(frame);
        if (comment != null) PutComment(text);
        Put32((uint)length);
        Written++;
    }

    /// <summary>Hands what is buffered to the stream.</summary>
    internal void Flush()
    {
        output.Write(buffer, 0, used);
        used = 0;
        output.Flush();
    }

    public void Dispose()
    {
        Flush();
        output.Dispose();
    }

    private static int Pad(int length) => (length + 3) & ~3;

    private void WriteSectionHeader()
    {
        Put32(PcapngReader.SectionHeader);
        Put32(28);
        Put32(0x1A2B3C4D);
        Put32(1); // version 1.0: major in the lower half
        Put32(uint.MaxValue);
        Put32(uint.MaxValue); // the section's length is not known
        Put32(28);
    }

    private int WriteInterface(LinkLayer linkLayer)
    {
        Put32(1);
        Put32(32);
        Put32((uint)LinkType.FromLinkLayer(linkLayer));
        Put32(CaptureReader.MaximumLength);
        Put32(9 | 1 << 16); // if_tsresol, one byte
        Put32(9); // 10^-9
        Put32(0); // opt_endofopt
        Put32(32);
        return interfaceOf[(byte)linkLayer] = interfaces++;
    }

    private void PutComment(byte[] text)
    {
        Put32(1u | (uint)text.Length << 16);
        PutPadded(text);
        Put32(0);
    }

    private void Put32(uint value)
    {
        if (used + 4 > BufferSize) Flush();
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(used), value);
        used += 4;
    }

    private void PutPadded(ReadOnlySpan<byte> bytes)
    {
        if (used + Pad(bytes.Length) > BufferSize) Flush();
        if (bytes.Length > BufferSize - 4)
        {
            output.Write(bytes);
        }
        else
        {
            bytes.CopyTo(buffer.AsSpan(used));
            used += bytes.Length;
        }

        for (int i = bytes.Length; i < Pad(bytes.Length); i++) buffer[used++] = 0;
    }
}
