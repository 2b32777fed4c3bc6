using System.Runtime.InteropServices;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>What a packet's headers say, read once for the flow lookup and Monitor. One cache line.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct ParsedPacket
{
    [FieldOffset(0)] internal FlowKey key;
    [FieldOffset(44)] internal uint hash;

    /// <summary>TCP sequence and acknowledgment number.</summary>
    [FieldOffset(48)] internal uint sequence;
    [FieldOffset(52)] internal uint acknowledgment;

    /// <summary>TCP window as it stands in the header.</summary>
    [FieldOffset(56)] internal ushort window;

    /// <summary>TCP control bits (<see cref="TcpFlags"/>), or the ICMP type.</summary>
    [FieldOffset(58)] internal byte flags;

    /// <summary>1 when the sender is the key's upper end.</summary>
    [FieldOffset(59)] internal byte senderIsUpper;

    [FieldOffset(60)] internal ParseResult result;
    [FieldOffset(61)] internal byte reason;

    /// <summary>For IPv6 fragments, offset of the Fragment header.</summary>
    [FieldOffset(62)] internal ushort fragmentHeader;

    internal readonly DropReason Reason => (DropReason)reason;
}
