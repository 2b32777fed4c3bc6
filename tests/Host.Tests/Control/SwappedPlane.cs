using System.Collections.Concurrent;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Control;

/// <summary>A plane whose plan is changed while it runs, and every instance it ever made.</summary>
internal sealed class SwappedPlane : IDisposable
{
    private readonly IReadOnlyDictionary<string, Func<NetworkFunction>> functions;
    private readonly ConcurrentQueue<(string Name, NetworkFunction Function)> made = [];

    internal SwappedPlane(HostOptions options, IReadOnlyDictionary<string, Func<NetworkFunction>> functions)
    {
        this.functions = functions;
        Plane = Plane.Build(options, new DemoOutputs(), Make, device => DeviceFactory.Open(device.Spec));
    }

    internal Plane Plane { get; }

    /// <summary>The instances of a name that were started, in the order made.</summary>
    internal IReadOnlyList<SequenceNf> Started(string name) => [.. made.Where(m => m.Name == name).Select(m => (SequenceNf)m.Function).Where(f => f.Started > 0)];

    internal static HostOptions Options(Placement placement, int stacks, params string[] functions) => new()
    {
        Devices = [new() { Name = "device", Spec = "mem:flows=4000,size=3000,concurrent=50,rounds=6" }],
        Lanes = new() { Placement = placement },
        Stacks = new() { Count = stacks, FlowTableCapacity = 2000, RingSize = 2048 },
        Applications = [Application(functions)],
    };

    /// <summary>An application of these; a name with ! is inline, one with > runs after what follows.</summary>
    internal static ApplicationOptions Application(params string[] functions) => new()
    {
        Name = "test",
        Functions = [.. functions.Select(f => new FunctionOptions
        {
            Function = f.Split('>')[0].TrimEnd('!'),
            Mode = f.Contains('!', StringComparison.Ordinal) ? FunctionMode.Inline : FunctionMode.Tap,
            After = [.. f.Split('>').Skip(1)],
        })],
    };

    internal static HostOptions Next(params string[] functions) => new() { Applications = [Application(functions)] };

    /// <summary>Begins a change and steps everything until it is over.</summary>
    /// <returns>Each line's announced sequence.</returns>
    internal long[] Step(HostOptions next)
    {
        PlanSwap swap = Plane.Changes.Begin(next);
        while (!swap.IsOver) Plane.Lanes.Running[0].Round();
        Plane.Changes.End(swap);
        return [.. swap.Lines.Select(line => line.Change.Sequence)];
    }

    internal void Step(int rounds)
    {
        for (int i = 0; i < rounds; i++) Plane.Lanes.Running[0].Round();
    }

    public void Dispose() => Plane.Dispose();

    private NetworkFunction Make(string name)
    {
        NetworkFunction function = functions[name]();
        made.Enqueue((name, function));
        return function;
    }
}
