namespace Microboxes.Host.Stacks.Network;

/// <summary>What Network counted on one stack line.</summary>
internal sealed class NetworkCounters
{
    /// <summary>Packets delivered: they belong to a flow and no verdict dropped them.</summary>
    internal long Delivered { get; set; }

    /// <summary>Bytes on the wire of all packets received.</summary>
    internal long WireBytes { get; set; }

    /// <summary>Flows opened.</summary>
    internal long FlowsOpened { get; set; }

    /// <summary>Flows ended, by the reason's number.</summary>
    internal long[] FlowsEnded { get; } = new long[Enum.GetValues<Plugins.Events.EndReason>().Length];
}
