using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Wire;

/// <summary>
/// What happened on a connection, a letter each, in the manner of the history field of Zeek's conn.log: capitals for the client, small letters for the server.
/// S SYN, H SYN-ACK, A pure acknowledgment, D data, F FIN, R RST, I FIN with RST, Q SYN with FIN or RST, T retransmitted data, W zero window,
/// G gap, ^ the first packet came from the server. A D I Q appear once per end; S H F R again when their sequence number is another one;
/// T W G at the 1st, 10th, 100th, ... time. 80 bytes, zero when new, no pointers: part of an NF's per-flow state.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ConnectionHistory
{
    /// <summary>Letters kept; what comes after is left out.</summary>
    public const int Capacity = 33;

    private const int SmallLetter = 0x20;
    private const int HighestPower = 10_000;

    // Per end and letter: the last sequence number of S H F R, and how often T W G happened.
    private fixed uint sequences[8];
    private fixed ushort counts[6];
    private byte once;
    private byte sequenced;
    private byte length;
    private fixed byte letters[Capacity];

    /// <summary>The letters so far. Valid as long as this struct stays where it is.</summary>
    public readonly ReadOnlySpan<byte> Letters => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in letters[0]), length);

    /// <summary>Records a segment; call it once per packet.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="header">Its TCP header.</param>
    /// <param name="payloadLength">Bytes of payload on the wire.</param>
    /// <param name="facets">What the stack found out about it.</param>
    public void Segment(End sender, ReadOnlySpan<byte> header, int payloadLength, PacketFacets facets)
    {
        if (header.Length < 16) return;
        if (length == 0 && sender == End.Server) Append((byte)'^');
        TcpFlags flags = (TcpFlags)header[13];
        if (payloadLength > 0) Data(sender, facets);
        if ((flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0)
            Control(sender, flags, BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        else if (payloadLength == 0 && (flags & TcpFlags.Ack) != 0)
            Once(sender, 0, 'A');
        if (BinaryPrimitives.ReadUInt16BigEndian(header[14..]) == 0 && (flags & TcpFlags.Rst) == 0) Powers(sender, 1, 'W');
    }

    /// <summary>Records bytes of <paramref name="sender"/>'s stream that were never seen.</summary>
    public void Gap(End sender) => Powers(sender, 2, 'G');

    private void Data(End sender, PacketFacets facets)
    {
        if ((facets & PacketFacets.Retransmission) != 0) Powers(sender, 0, 'T');
        Once(sender, 1, 'D');
    }

    private void Control(End sender, TcpFlags flags, uint sequence)
    {
        if ((flags & TcpFlags.Syn) != 0)
        {
            if ((flags & (TcpFlags.Fin | TcpFlags.Rst)) != 0) Once(sender, 2, 'Q');
            else if ((flags & TcpFlags.Ack) != 0) Sequenced(sender, 1, 'H', sequence);
            else Sequenced(sender, 0, 'S', sequence);
            return;
        }

        if ((flags & TcpFlags.Fin) != 0 && (flags & TcpFlags.Rst) != 0) Once(sender, 3, 'I');
        if ((flags & TcpFlags.Fin) != 0) Sequenced(sender, 2, 'F', sequence);
        if ((flags & TcpFlags.Rst) != 0) Sequenced(sender, 3, 'R', sequence);
    }

    private void Once(End sender, int kind, char letter)
    {
        byte bit = (byte)(1 << ((4 * (int)sender) + kind));
        if ((once & bit) != 0) return;
        once |= bit;
        Append(LetterOf(sender, letter));
    }

    private void Sequenced(End sender, int kind, char letter, uint sequence)
    {
        int index = (4 * (int)sender) + kind;
        byte bit = (byte)(1 << index);
        if ((sequenced & bit) != 0 && sequences[index] == sequence) return;
        sequenced |= bit;
        sequences[index] = sequence;
        Append(LetterOf(sender, letter));
    }

    private void Powers(End sender, int kind, char letter)
    {
        int index = (3 * (int)sender) + kind;
        if (counts[index] == ushort.MaxValue) return;
        if (++counts[index] is 1 or 10 or 100 or 1000 or HighestPower) Append(LetterOf(sender, letter));
    }

    private static byte LetterOf(End sender, char letter) => (byte)(sender == End.Client ? letter : letter | SmallLetter);

    private void Append(byte letter)
    {
        if (length < Capacity) letters[length++] = letter;
    }
}
