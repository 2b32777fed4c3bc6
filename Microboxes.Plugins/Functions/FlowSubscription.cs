using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Functions;

/// <summary>What one flow's events are to one dynamic port: which handler has them, if any. All zero for a new flow: on, with the port's own handler.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct FlowSubscription
{
    internal const int Size = 4;
    internal const byte On = 0;

    /// <summary>The NF released the flow: events that were raised before the stack knew are passed over.</summary>
    internal const byte Released = 1;

    /// <summary>The NF subscribed again: what comes before the SUBSCRIBED that answers it is passed over.</summary>
    internal const byte Awaited = 2;

    internal byte handler;
    internal byte state;

    /// <summary>Number of the request that SUBSCRIBED is to answer.</summary>
    internal ushort request;
}
