using System.Runtime.InteropServices;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>DPDK's packet buffer (struct rte_mbuf), as far as it is read here. <see cref="MbufLayout"/> checks the offsets against the shim's.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal unsafe struct Mbuf
{
    [FieldOffset(0)] internal byte* buffer;
    [FieldOffset(16)] internal ushort dataOffset;
    [FieldOffset(18)] internal ushort references;
    [FieldOffset(20)] internal ushort segments;
    [FieldOffset(22)] internal ushort port;
    [FieldOffset(24)] internal ulong flags;
    [FieldOffset(36)] internal uint packetLength;
    [FieldOffset(40)] internal ushort dataLength;
    [FieldOffset(42)] internal ushort tag;
    [FieldOffset(54)] internal ushort bufferLength;
    [FieldOffset(64)] internal Mbuf* next;

    /// <summary>The flag of a VLAN tag that was taken out of the bytes and put into <see cref="tag"/>.</summary>
    internal const uint TagStripped = 1 << 6;

    /// <summary>First byte of the packet.</summary>
    internal readonly byte* Data => buffer + dataOffset;
}
