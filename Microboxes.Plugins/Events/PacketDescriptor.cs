using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Events;

/// <summary>
/// What the stack knows of one packet: where its bytes lie and where its headers begin. 64 bytes, one cache line.
/// NFs see it through <see cref="Packet"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal unsafe struct PacketDescriptor
{
    /// <summary>First byte of the frame, or of the datagram where fragments were put together.</summary>
    [FieldOffset(0)] internal byte* data;

    /// <summary>Bytes that were captured.</summary>
    [FieldOffset(8)] internal int length;

    /// <summary>Bytes that were on the wire; more than <see cref="length"/> when the capture was cut.</summary>
    [FieldOffset(12)] internal int wireLength;

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    [FieldOffset(16)] internal long timestamp;

    /// <summary>Who must be told when the last reader is done with the bytes: 0 when they stay where they are (files, memory).</summary>
    [FieldOffset(24)] internal nint lease;

    /// <summary>How many packets the device had delivered before this one.</summary>
    [FieldOffset(32)] internal long number;

    /// <summary>Offset of the IP header.</summary>
    [FieldOffset(40)] internal ushort network;

    /// <summary>Offset of the transport header.</summary>
    [FieldOffset(42)] internal ushort transport;

    /// <summary>Offset of the transport payload.</summary>
    [FieldOffset(44)] internal int payload;

    /// <summary>Bytes of transport payload on the wire by the IP length, captured or not.</summary>
    [FieldOffset(48)] internal int payloadLength;

    /// <summary>Outer and inner VLAN identifier, 0 without a tag.</summary>
    [FieldOffset(52)] internal ushort outerVlan;

    [FieldOffset(54)] internal ushort innerVlan;

    /// <summary>IP protocol of the transport header.</summary>
    [FieldOffset(56)] internal byte protocol;

    /// <summary>4, 6, or 0 for frames that carry no IP.</summary>
    [FieldOffset(57)] internal byte version;

    /// <summary>How the first byte is to be read: see the host's LinkLayer.</summary>
    [FieldOffset(58)] internal byte linkLayer;

    /// <summary>See the host's PacketMarks.</summary>
    [FieldOffset(59)] internal byte marks;

    /// <summary>Receive port and queue.</summary>
    [FieldOffset(60)] internal ushort port;

    [FieldOffset(62)] internal ushort queue;

    /// <summary>Sets what a device knows besides, and clears what the stack is to find out: protocol, version and marks. One store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetOrigin(byte link, ushort receivePort = 0, ushort receiveQueue = 0) =>
        Unsafe.As<byte, ulong>(ref protocol) = ((ulong)link << 16) | ((ulong)receivePort << 32) | ((ulong)receiveQueue << 48);
}
