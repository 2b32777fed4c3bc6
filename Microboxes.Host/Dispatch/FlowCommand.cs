using System.Runtime.InteropServices;

namespace Microboxes.Host.Dispatch;

/// <summary>One command from an NF's lane to its stack line. 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlowCommand
{
    /// <summary>The flow, with its generation.</summary>
    internal ulong flow;

    /// <summary>The ports it is about, as bits of the ring.</summary>
    internal ulong ports;

    /// <summary>Sequence of the event that the NF handled when it asked.</summary>
    internal long cause;

    internal FlowCommandKind kind;

    /// <summary>Number of a subscription, for SUBSCRIBED to carry.</summary>
    internal ushort number;
}
