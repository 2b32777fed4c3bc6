using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Perf;

/// <summary>A device, a stack line and an NF, stepped by the test's own thread.</summary>
internal sealed class SteppedPlane : IDisposable
{
    private readonly Plane plane;
    private readonly IDutyCycle[] cycles;

    internal SteppedPlane(string device, int flowTableCapacity)
    {
        HostOptions options = new()
        {
            Devices = [new() { Name = "traffic", Spec = device }],
            Applications = [new() { Name = "test", Functions = [new() { Function = "Counting" }] }],
            Lanes = new() { Placement = Placement.Inline },
            Stacks = new() { FlowTableCapacity = flowTableCapacity },
        };
        plane = Plane.Build(options, new NoOutputs(), _ => Function);
        cycles = [.. plane.Devices[0].DutyCycles];
    }

    internal CountingFunction Function { get; } = new();

    internal StackLine Line => plane.Devices[0].Lines[0].Line;

    /// <summary>Steps until this many packets were taken, or all is done.</summary>
    internal void StepUntil(long packets)
    {
        while (Line.PacketsTaken < packets && !IsComplete())
        {
            foreach (IDutyCycle cycle in cycles) cycle.DoWork(Lane.Budget);
        }
    }

    public void Dispose() => plane.Dispose();

    private bool IsComplete()
    {
        foreach (IDutyCycle cycle in cycles)
        {
            if (!cycle.IsComplete) return false;
        }

        return true;
    }

    private sealed class NoOutputs : INfOutputs
    {
        public INfOutput Open(string application, string function, string target, int stackLine) => NullNfOutput.Instance;
    }
}
