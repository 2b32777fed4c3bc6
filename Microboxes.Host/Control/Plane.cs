using System.Diagnostics;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Host.Stacks.Network.Distribution;

namespace Microboxes.Host.Control;

/// <summary>Everything wired: devices, stack lines, NFs, lanes.</summary>
internal sealed class Plane : IPlane, IChangeablePlane
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<DeviceWiring> devices;
    private readonly LaneSet lanes;
    private readonly bool inline;
    private readonly Stopwatch clock = new();

    private Plane(IReadOnlyList<DeviceWiring> devices, LaneSet lanes, bool inline, PlaneChanges changes)
    {
        Changes = changes;
        this.devices = devices;
        this.lanes = lanes;
        this.inline = inline;
    }

    /// <summary>All that is wired, device by device.</summary>
    internal IReadOnlyList<DeviceWiring> Devices => devices;

    public PlaneChanges Changes { get; }

    /// <summary>The threads that run it.</summary>
    internal LaneSet Lanes => lanes;

    /// <summary>Opens the devices, makes the stack lines and NFs and wires them up. Nothing runs yet.</summary>
    /// <exception cref="PlanException">The applications cannot be wired as configured.</exception>
    /// <exception cref="DeviceException">A device cannot be opened.</exception>
    internal static Plane Build(HostOptions options, INfOutputs outputs, NfFactory createFunction) =>
        Build(options, outputs, createFunction, device => Open(device, options));

    /// <summary>Opens a device of the configuration.</summary>
    internal static IPacketDevice Open(DeviceOptions device, HostOptions options) => LivePorts.IsLive(device) ? LivePorts.Open(device, options) : DeviceFactory.Open(SpecOf(device), device.Transmit);

    /// <summary>As above, with the devices opened by the caller.</summary>
    internal static Plane Build(HostOptions options, INfOutputs outputs, NfFactory createFunction, Func<DeviceOptions, IPacketDevice> open)
    {
        InstanceDeclarations instances = new(createFunction);
        Plan plan = new Planner(instances.Of).Plan(options.With(options.Applications));
        LinePlanner planner = new(outputs);
        PlanInstances made = new(instances);
        List<DeviceWiring> wired = [];
        try
        {
            for (int device = 0; device < options.Devices.Count; device++) wired.Add(Wire(device, plan, planner, made, open, wired.Sum(d => d.Lines.Count)));
        }
        catch
        {
            foreach (DeviceWiring device in wired) device.Dispose();
            throw;
        }

        List<int> cores = options.Lanes.Cores.Count > 0 ? options.Lanes.Cores : [.. Enumerable.Range(0, Environment.ProcessorCount)];
        List<List<IDutyCycle>> groups = LanePlan.Spread(wired, options.Lanes.Placement, cores.Count);
        foreach (LineWiring line in wired.SelectMany(device => device.Lines)) line.Line.IsReadOnOtherLanes = !groups.Any(group => line.DutyCycles.All(group.Contains));
        bool inline = options.Lanes.Placement == Placement.Inline;
        Polling polling = PollingOf(wired, groups.Count, cores.Count);
        LaneSet lanes = new([.. groups.Select((group, i) => new Lane($"lane-{i}", group, inline ? -1 : cores[i % cores.Count]) { Polling = polling })]);
        return new(wired, lanes, inline, new(wired, lanes, planner, new(lanes, options.Lanes.Placement, cores), createFunction, plan));
    }

    // On live ports nobody sleeps; whoever has a core to itself, with one left for the rest of the process, does not even yield.
    private static Polling PollingOf(List<DeviceWiring> wired, int lanes, int cores)
    {
        if (!wired.Exists(device => device.Device.IsLive)) return Polling.No;
        return lanes <= cores && lanes < Environment.ProcessorCount ? Polling.Spinning : Polling.Yielding;
    }

    public void Run(CancellationToken stop)
    {
        clock.Start();
        Changes.IsRunning = true;
        try
        {
            if (inline) RunInline(stop);
            else RunLanes(stop);
        }
        finally
        {
            Changes.IsRunning = false;
        }

        clock.Stop();
        foreach (LineWiring line in devices.SelectMany(device => device.Lines))
        {
            foreach ((_, NfAdapter adapter) in line.Functions) adapter.Stop();
        }
    }

    /// <summary>Where those who watch over the plane put what they know; null where nobody does.</summary>
    internal StatusBoard? Board { get; set; }

    public PlaneStatus? Status => Board?.Status;

    public PlaneReport Report() => PlaneReports.Of(devices, clock.Elapsed);

    public void Dispose()
    {
        // A thread that is still stuck in an NF may see any of it: it stays until the process ends.
        if (lanes.Stuck.Count > 0) return;
        foreach (DeviceWiring device in devices) device.Dispose();
    }

    private static string SpecOf(DeviceOptions device) =>
        device.Speed == "max" || !device.Spec.StartsWith("pcap:", StringComparison.Ordinal) ? device.Spec : $"{device.Spec},speed={device.Speed}";

    private static DeviceWiring Wire(
        int number, Plan plan, LinePlanner planner, PlanInstances instances, Func<DeviceOptions, IPacketDevice> open, int firstLine)
    {
        HostOptions host = plan.Options;
        DeviceOptions options = host.Devices[number];
        DevicePlan planned = plan.Devices[number];
        IPacketDevice device = open(options);
        if (planned.Functions.Count == 0 && device.Forwarder is { } forwarder) return WireUnseen(device, forwarder);
        int lines = host.Stacks.Count;
        StackLineOptions LineOptions(int line) => LineOptionsOf.Line(host.Stacks, line, lines);
        bool hasQueues = device.TrySplit(lines) || lines == 1;
        DistributedQueue[] queues = hasQueues ? [] : [.. Enumerable.Range(0, lines).Select(line => new DistributedQueue(host.Stacks.RingSize, device, line))];
        return new()
        {
            Device = device,
            Queues = queues,
            Distributor = hasQueues ? null : new(device, queues, LineOptions(0)),
            Lines = [.. Enumerable.Range(0, lines).Select(line => planner.Plan(
                $"{options.Name}/{line}", hasQueues ? device.QueueOf(line) : queues[line], LineOptions(firstLine + line), planned, instances, firstLine + line))],
        };
    }

    private static DeviceWiring WireUnseen(IPacketDevice device, IPacketForwarder forwarder)
    {
        device.TrySplit(1);
        return new() { Device = device, Forwarder = forwarder, Distributor = null, Queues = [], Lines = [] };
    }

    private void RunInline(CancellationToken stop)
    {
        Lane lane = lanes.Running[0];
        bool stopped = false;
        lane.Enter();
        IdleStrategy idle = default;
        while (true)
        {
            if (stop.IsCancellationRequested && !stopped)
            {
                stopped = true;
                RequestStop();
            }

            if (lane.Round() > 0) idle.Reset();
            else if (lane.TryEnd()) break;
            else idle.Idle(lane.Polling);
        }

        lane.Leave();
    }

    private void RunLanes(CancellationToken stop)
    {
        lanes.Start();
        bool stopped = false;
        while (!lanes.Join(Patience))
        {
            if (lanes.Failed is { } failed) Abandon(failed);
            if (!stop.IsCancellationRequested || stopped) continue;
            stopped = true;
            RequestStop();
        }

        if (lanes.Failed is { } last) Abandon(last);
    }

    private void Abandon(Lane failed)
    {
        lanes.Stop();
        foreach (Lane lane in lanes.Running) lane.Join(TimeSpan.FromSeconds(1));
        throw new InvalidOperationException($"{failed.Name} failed: {failed.Fault!.Message}", failed.Fault);
    }

    private void RequestStop()
    {
        foreach (DeviceWiring device in devices) device.RequestStop();
    }
}
