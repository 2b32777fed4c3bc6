using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Chains;

/// <summary>One stack line and the NFs behind it, wired as the host wires them, stepped by the benchmark.</summary>
internal sealed class Chain : IRelease, IDisposable
{
    private readonly Plane plane;

    private Chain(Plane plane, IReadOnlyList<ChainFunction> functions)
    {
        this.plane = plane;
        Functions = functions;
        Line = plane.Devices[0].Lines[0].Line;
        Adapters = [.. plane.Devices[0].Lines[0].Functions.Select(f => f.Adapter)];
    }

    internal StackLine Line { get; }

    internal IReadOnlyList<NfAdapter> Adapters { get; }

    internal IReadOnlyList<ChainFunction> Functions { get; }

    /// <summary>Packets that left the chain.</summary>
    internal long Finalised => Line.NetworkCounters.Delivered;

    /// <summary>What the next stack of a row of stacks may take: no queue between them could be cheaper than one number.</summary>
    public long Released => Finalised;

    /// <summary>Line, NFs, and the line again to finalise: in one round a packet passes all of it.</summary>
    internal IEnumerable<IDutyCycle> Cycles => [Line, .. Adapters, new FinaliseCycle(Line)];

    /// <summary>True when nothing is on its way.</summary>
    internal bool IsIdleAt(long packets)
    {
        if (Finalised != packets) return false;
        for (int i = 0; i < Adapters.Count; i++)
        {
            if (Adapters[i].Lag != 0) return false;
        }

        return true;
    }

    /// <summary>Wires one branch of NFs, or several that stand side by side.</summary>
    internal static Chain Build(IPacketDevice device, ChainOptions options, params ChainFunction[][] branches)
    {
        Dictionary<string, ChainFunction> functions = [];
        List<ApplicationOptions> applications = [];
        foreach (ChainFunction[] branch in branches)
        {
            List<FunctionOptions> members = [];
            foreach (ChainFunction function in branch)
            {
                string name = $"nf{functions.Count}";
                functions.Add(name, function);
                members.Add(new() { Function = name, Mode = options.Mode });
            }

            applications.Add(new() { Name = $"branch{applications.Count}", Functions = members });
        }

        HostOptions host = new()
        {
            Devices = [new() { Name = "workload", Spec = device.Name }],
            Applications = applications,
            Lanes = new() { Placement = Placement.Inline },
            Stacks = new() { VerifyChecksums = false, FlowTableCapacity = options.Flows, RingSize = options.RingSize, BatchSize = options.BatchSize },
        };
        Plane plane = Plane.Build(host, new NoOutputs(), name => functions[name], _ => device);
        return new(plane, [.. functions.Values]);
    }

    public void Dispose() => plane.Dispose();

    private sealed class NoOutputs : INfOutputs
    {
        public INfOutput Open(string application, string function, string target, int stackLine) => NullNfOutput.Instance;
    }
}
