using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Host.Stacks.Network.Distribution;

namespace Microboxes.Host.Control;

/// <summary>A device, the stack lines that share its packets, and the NF instances that follow each line.</summary>
internal sealed class DeviceWiring : IDisposable
{
    internal required IPacketDevice Device { get; init; }

    /// <summary>Null where one stack line polls the device itself.</summary>
    internal required Distributor? Distributor { get; init; }

    internal required DistributedQueue[] Queues { get; init; }

    internal required IReadOnlyList<LineWiring> Lines { get; init; }

    /// <summary>Null where an application gets the packets.</summary>
    internal IPacketForwarder? Forwarder { get; init; }

    /// <summary>All duty cycles, in the order a packet meets them.</summary>
    internal IEnumerable<IDutyCycle> DutyCycles =>
        new IDutyCycle?[] { Forwarder, Distributor }.OfType<IDutyCycle>().Concat(Lines.SelectMany(line => line.DutyCycles)).Distinct();

    internal void RequestStop()
    {
        Forwarder?.RequestStop();
        Distributor?.RequestStop();
        if (Distributor != null) return;
        foreach (LineWiring line in Lines) line.Line.RequestStop();
    }

    public void Dispose()
    {
        foreach (LineWiring line in Lines) line.Dispose();
        Distributor?.Dispose();
        foreach (DistributedQueue queue in Queues) queue.Dispose();
        Device.Dispose();
    }
}
