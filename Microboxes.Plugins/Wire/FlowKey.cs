using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Wire;

/// <summary>
/// The 5-tuple and VLAN tags of a flow, in canonical order: the lower end first, so that both directions give one key.
/// 44 bytes. Addresses are in network byte order; an IPv4 address fills the first 4 bytes of its 16. Ports and tags are in host byte order.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
public unsafe struct FlowKey
{
    [FieldOffset(0)] internal fixed byte lowerAddress[16];
    [FieldOffset(16)] internal fixed byte upperAddress[16];
    [FieldOffset(32)] internal ushort lowerPort;
    [FieldOffset(34)] internal ushort upperPort;
    [FieldOffset(36)] internal ushort outerVlan;
    [FieldOffset(38)] internal ushort innerVlan;
    [FieldOffset(40)] internal byte protocol;
    [FieldOffset(41)] internal byte version;

    // Which end is the client is a fact about the flow, not part of the key: the lower end unless set.
    [FieldOffset(42)] internal byte clientIsUpper;
    [FieldOffset(43)] internal byte flags;

    /// <summary>Bytes of a key; a flow's record goes on with its generation.</summary>
    internal const int Size = 44;

    // A priority tag (VLAN identifier 0) is a tag all the same.
    internal const byte Tagged = 0x80;

    /// <summary>TCP, UDP, ICMP or another IP protocol.</summary>
    public readonly IpProtocol Protocol => (IpProtocol)protocol;

    /// <summary>4 or 6.</summary>
    public readonly int IpVersion => version;

    /// <summary>The outermost 802.1Q tag's VLAN identifier, 1 to 4094, or 0 without a tag.</summary>
    public readonly int OuterVlan => outerVlan;

    /// <summary>True where the frames carry an 802.1Q tag, a priority tag with identifier 0 included.</summary>
    public readonly bool IsTagged => outerVlan != 0 || (flags & Tagged) != 0;

    /// <summary>The second tag's VLAN identifier, or 0 without one.</summary>
    public readonly int InnerVlan => innerVlan;

    /// <summary>The port of <paramref name="end"/>; for ICMP the type or identifier the flow was keyed by.</summary>
    public readonly int Port(End end) => IsUpper(end) ? upperPort : lowerPort;

    /// <summary>The address of <paramref name="end"/>, 4 or 16 bytes in network byte order. Valid as long as this key is.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> AddressBytes(End end)
    {
        ref byte first = ref Unsafe.AsRef(in IsUpper(end) ? ref upperAddress[0] : ref lowerAddress[0]);
        return MemoryMarshal.CreateReadOnlySpan(ref first, version == 4 ? 4 : 16);
    }

    /// <summary>The address of <paramref name="end"/>. Allocates: for control paths and reports.</summary>
    public readonly IPAddress Address(End end) => new(AddressBytes(end));

    /// <summary>The 5-tuple in words, client first. Allocates: for control paths and reports.</summary>
    public override readonly string ToString() =>
        $"{Protocol} {Endpoint(End.Client)} > {Endpoint(End.Server)}{(outerVlan == 0 ? "" : $" vlan {outerVlan}")}";

    private readonly IPEndPoint Endpoint(End end) => new(Address(end), Port(end));

    private readonly bool IsUpper(End end) => (end == End.Client) == (clientIsUpper != 0);
}
