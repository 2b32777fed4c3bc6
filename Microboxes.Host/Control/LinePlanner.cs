using System.Numerics;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Functions;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>Wires the NFs of all applications to one stack line: bits for their ports, filters, order, verdicts.</summary>
internal sealed class LinePlanner(INfOutputs outputs, NfFactory createFunction)
{
    private const int MostPorts = 64;
    private readonly EventTypeIds types = new();
    private readonly Dictionary<(string Device, FunctionOptions Function), NfAdapter> singles = [];

    /// <exception cref="PlanException">The applications cannot be wired as configured.</exception>
    internal LineWiring Plan(string name, IPacketSource source, StackLineOptions options, IReadOnlyList<ApplicationOptions> applications, int number)
    {
        string device = name[..name.LastIndexOf('/')];
        List<PlannedFunction> planned = [.. applications.SelectMany(application => application.Functions.Select(f => Declare(application, f, device)))];
        List<(PortSelector Selector, FlowFilter? Filter)> ports = [];
        List<(ulong Port, long Period)> timers = [];
        foreach (PlannedFunction function in planned)
        {
            function.FirstPort = ports.Count;
            foreach (Port port in function.Ports)
            {
                if (port.TimerPeriod > TimeSpan.Zero) timers.Add((1UL << ports.Count, port.TimerPeriod.Ticks * 100));
                CheckRetain(function, port, options.Monitor.Held.MaxBytesPerFlow);
                ports.Add((Understand(function, port), FilterOf(function, port)));
            }
        }

        if (ports.Count > MostPorts)
            throw new PlanException($"The applications declare {ports.Count} subscriptions on {name}, and a ring has {MostPorts}: use fewer functions on one device.");
        StackLine line = new(name, source, options, new SubscriptionTable([.. ports.Select(p => p.Selector)]), [.. ports.Select(p => p.Filter)], new LineTimers(timers));
        RingWiring wiring = Rings(planned, options.RingSize, bit => ports[BitOperations.TrailingZeroCount(bit)].Filter != null, out List<WiredStep> steps);
        return new(line, Attach(line, steps, wiring, device, number));
    }

    private PlannedFunction Declare(ApplicationOptions application, FunctionOptions options, string device)
    {
        NetworkFunction function = singles.TryGetValue((device, options), out NfAdapter? single) ? single.Function! : createFunction(options.Function);
        NfDeclaration declaration = new();
        function.Declare(declaration);
        return new(application, options, function, declaration);
    }

    // A splitter merges when all the others of its application have run.
    private RingWiring Rings(List<PlannedFunction> planned, int ringSize, Func<ulong, bool> isFiltered, out List<WiredStep> steps)
    {
        IEnumerable<WiredStep> merging = planned.Where(f => f.Ports.Any(port => port.Merge)).Select(f => new WiredStep(f, isMerge: true));
        steps = [.. planned.Select(f => new WiredStep(f, isMerge: false)), .. merging];
        RingWiring wiring = new(steps, types, ringSize);
        wiring.Wire(isFiltered);
        return wiring;
    }

    private PortSelector Understand(PlannedFunction function, Port port)
    {
        try
        {
            return new(port, types);
        }
        catch (FormatException mistake)
        {
            throw new PlanException($"{function.Options.Function} cannot subscribe to {port.Type}: {mistake.Message}", mistake);
        }
    }

    private static void CheckRetain(PlannedFunction function, Port port, long most)
    {
        if (port.Retain > most)
            throw new PlanException($"{function.Options.Function} asks for {port.Retain} bytes of a stream to stay readable, and Stacks:Streams:MaxBytesPerFlow is {most}: raise it.");
    }

    private static FlowFilter? FilterOf(PlannedFunction function, Port port)
    {
        try
        {
            FlowFilter? ofApplication = FlowFilter.Parse(function.Application.Match);
            FlowFilter? ofPort = FlowFilter.Parse(port.Where);
            return FlowFilter.Both(ofApplication, ofPort);
        }
        catch (FormatException mistake)
        {
            throw new PlanException($"A filter of {function.Options.Function} in application {function.Application.Name} is not understood: {mistake.Message}", mistake);
        }
    }

    private List<(string, NfAdapter)> Attach(StackLine line, List<WiredStep> steps, RingWiring wiring, string device, int number)
    {
        List<(string Application, NfAdapter Adapter)> adapters = [];
        Dictionary<PlannedFunction, NfFlows> flows = [];
        bool IsQuiet() => wiring.IsQuiet(line.Ring.Cursor.Value);
        foreach (WiredStep step in steps)
        {
            PlannedFunction function = step.Function;
            NfMode mode = ModeOf(function);
            // NFs of one application see a packet in the order written, and not at all once an inline one before them has dropped it. A lossy tap is moved on
            // by the publisher, whoever else has passed, so it sees everything.
            IReadOnlyList<NfAdapter> earlier = mode == NfMode.LossyTap
                ? []
                : [.. adapters.Where(a => a.Application == function.Application.Name && a.Adapter.Mode == NfMode.Inline).Select(a => a.Adapter)];
            NfAdapter? first = steps.Find(s => s.Function == function)!.Adapter ?? singles.GetValueOrDefault((device, function.Options));
            if (!flows.TryGetValue(function, out NfFlows? ofLine)) flows.Add(function, ofLine = FlowsOf(function, line));
            NfPlace place = new(line.Publisher, line.Flows, line.Retained, function.FirstPort, step.Ports, () => line.HasRaisedAll)
            {
                Of = ofLine,
                Links = new() { Output = step.Output, Followed = step.Followed, IsQuiet = IsQuiet, First = first },
            };
            NfServices services = first?.Services ?? ServicesOf(function, ofLine, number);
            step.Adapter = new($"{function.Options.Function}#{number}", function.Function, place, mode, earlier, services, FailsClosed(function, mode));
            if (first == null && function.IsSingle) singles.Add((device, function.Options), step.Adapter);
            adapters.Add((function.Application.Name, step.Adapter));
        }

        NfAdapter[] all = [.. adapters.Select(a => a.Adapter)];
        line.Ring.GateOn([.. all.Where(a => a.Lossy == null).Select(a => a.Passed), .. all.SelectMany(a => a.Holds)]);
        line.Ring.GateOnLossy([.. all.Where(a => a.Lossy != null).Select(a => a.Lossy!)]);
        line.Finaliser.WaitFor([.. all.Where(a => a.Mode == NfMode.Inline)]);
        Start(adapters);
        return adapters;
    }

    private static void Start(List<(string Application, NfAdapter Adapter)> adapters)
    {
        foreach ((string application, NfAdapter adapter) in adapters)
        {
            try
            {
                adapter.Start();
            }
            catch (NfConfigurationException mistake)
            {
                throw new PlanException($"{adapter.Name} in application {application} cannot start: {mistake.Message}", mistake);
            }
        }
    }

    private static NfMode ModeOf(PlannedFunction function) => function.Options.Mode switch
    {
        FunctionMode.Inline => NfMode.Inline,
        FunctionMode.Tap => NfMode.Tap,
        FunctionMode.Lossy => NfMode.LossyTap,
        _ => function.DeclaredMode,
    };

    private static bool FailsClosed(PlannedFunction function, NfMode mode)
    {
        if (function.Options.OnFailure == FailurePolicy.Open) return false;
        if (mode == NfMode.Inline) return true;
        throw new PlanException(
            $"{function.Options.Function} in application {function.Application.Name} has OnFailure 'closed' but is a tap, which packets do not wait for: give it Mode 'inline' or OnFailure 'open'.");
    }

    private static NfFlows FlowsOf(PlannedFunction function, StackLine line) => new(
        function.Function.FlowStateSize == 0 ? null : new FlowStateMemory(function.Function.FlowStateSize, line.Flows.RecordCount),
        FlowServices.Subscriptions(function.Ports, line),
        FlowServices.Requests(function.Ports, function.Publications, line, function.PortMask));

    private NfServices ServicesOf(PlannedFunction function, NfFlows flows, int number) => new()
    {
        Settings = new(function.Options.Settings),
        Log = new StandardErrorLog(function.Options.Function),
        Output = outputs.Open(function.Application.Name, function.Options.Function, function.Options.Output, number),
        StackLine = number,
        FlowStates = flows.States,
        FlowSubscriptions = flows.Subscriptions,
        Requests = flows.Requests,
    };
}
