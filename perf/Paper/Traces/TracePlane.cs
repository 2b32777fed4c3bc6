using Microboxes.Host;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Traces;

/// <summary>Sends a trace in memory through the stacks into one NF, all on one pinned lane.</summary>
internal static class TracePlane
{
    private const int Flows = 262_144;

    internal static PlaneReport Run(MemoryDevice trace, NetworkFunction function)
    {
        HostOptions options = new()
        {
            Devices = [new() { Name = "trace", Spec = trace.Name }],
            Applications = [new() { Name = "bench", Functions = [new() { Function = "bench" }] }],
            Lanes = new() { Placement = Placement.Packed, Cores = [Environment.ProcessorCount - 1] },
            Stacks = new() { VerifyChecksums = false, FlowTableCapacity = Flows },
        };
        using Plane plane = Plane.Build(options, new NoOutputs(), _ => function, _ => new LentDevice(trace));
        foreach (LineWiring line in plane.Devices.SelectMany(device => device.Lines)) line.Line.Populate();
        plane.Run(CancellationToken.None);
        return plane.Report();
    }

    private sealed class NoOutputs : INfOutputs
    {
        public INfOutput Open(string application, string function, string target, int stackLine) => NullNfOutput.Instance;
    }
}
