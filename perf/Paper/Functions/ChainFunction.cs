using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>An NF of a chain under test: whatever else it does, it counts what it was given, so that answers can be asserted.</summary>
internal abstract class ChainFunction : NetworkFunction
{
    internal long Packets { get; private protected set; }

    /// <summary>Payload of the packets, by their events.</summary>
    internal long PayloadBytes { get; private protected set; }

    /// <summary>Bytes of streams.</summary>
    internal long StreamBytes { get; private protected set; }

    /// <summary>Depends on all that was computed, so that no computation can be left out.</summary>
    internal ulong Sum { get; private protected set; }

    /// <summary>Whether <see cref="Packets"/> and <see cref="PayloadBytes"/> are to be right.</summary>
    internal virtual bool ReadsPackets => true;

    /// <summary>Whether <see cref="StreamBytes"/> is to be right.</summary>
    internal virtual bool ReadsStreams => false;

    /// <summary>What is wrong after so many rounds of a workload, or null.</summary>
    internal string? Wrong(Workloads.Workload workload, int rounds)
    {
        if (ReadsPackets && Packets != rounds * workload.Count) return $"an NF had {Packets} packets of {workload.Name} instead of {rounds * workload.Count}";
        if (ReadsPackets && PayloadBytes != rounds * workload.PayloadBytes) return $"an NF had {PayloadBytes} bytes of {workload.Name} instead of {rounds * workload.PayloadBytes}";
        if (ReadsStreams && StreamBytes != rounds * workload.StreamBytes)
            return $"an NF had {StreamBytes} bytes of streams of {workload.Name} instead of {rounds * workload.StreamBytes}";
        return null;
    }
}
