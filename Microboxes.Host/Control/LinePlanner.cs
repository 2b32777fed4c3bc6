using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Devices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Functions;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>Wires the NFs of all applications to one stack line: bits for their ports, filters, order, verdicts. One for all lines and plans of a plane.</summary>
internal sealed class LinePlanner(INfOutputs outputs)
{
    private readonly EventTypeIds types = new();

    /// <summary>Makes a stack line and what follows it.</summary>
    /// <exception cref="PlanException">An NF cannot start.</exception>
    internal LineWiring Plan(string name, IPacketSource source, StackLineOptions options, DevicePlan plan, PlanInstances instances, int number)
    {
        List<PlannedFunction> functions = [.. FunctionsOf(plan).Select(instances.Make)];
        PortBits bits = new(0);
        functions.ForEach(bits.Give);
        LinePorts ports = new(functions, types);
        StackLine line = new(name, source, options, ports.NewTable(), [.. ports.Filters.Select(port => port.Filter)], new LineTimers(ports.Timers));
        List<WiredStep> steps = [.. plan.Steps.Select(step => new WiredStep(functions.Find(f => f.Plan == step.Function)!, step))];
        RingWiring rings = Rings(plan, steps, ports, line);
        Attach(line, steps, rings, line.Publisher.Subscriptions, instances, number);
        IReadOnlyList<NfNeighbours> neighbours = new LineSteps(line, steps, rings).Link(Sequence.Initial);
        for (int i = 0; i < steps.Count; i++) steps[i].Adapter!.OnNeighbours(neighbours[i]);
        Start(steps);
        functions.ForEach(function => function.LetGo());
        return new(line, steps, rings);
    }

    /// <summary>Prepares the change of a running stack line to another plan: whoever stays keeps its adapter and its bits. Nothing of the line is touched.</summary>
    /// <exception cref="PlanException">An NF cannot start, or there is no room for it beside those that run.</exception>
    internal LineSwap Change(LineWiring running, DevicePlan plan, PlanInstances instances, int number)
    {
        PlanMatch match = new(running.Steps, plan);
        List<PlannedFunction> functions = [.. FunctionsOf(plan).Select(f => match.Running(f)?.By(f) ?? instances.Make(f))];
        PortBits bits = new(running.Steps.Aggregate(0UL, (taken, step) => taken | step.Function.Bits));
        ulong before = bits.Taken;
        foreach (PlannedFunction added in functions.Where(f => match.Running(f.Plan) == null)) bits.Give(added);
        LinePorts ports = new(functions, types);
        SubscriptionTable table = ports.NewTable();
        List<WiredStep> steps = [.. plan.Steps.Select(step => match.StepOf(functions.Find(f => f.Plan == step.Function)!, step))];
        RingWiring rings = Rings(plan, steps, ports, running.Line);
        LineSwap swap = new(running, steps, rings, ports, table, bits.Taken & ~before);
        try
        {
            Attach(running.Line, steps, rings, table, instances, number);
            Start(steps);
            functions.ForEach(function => function.LetGo());
            return swap;
        }
        catch
        {
            swap.Dispose();
            throw;
        }
    }

    private static IEnumerable<PlanFunction> FunctionsOf(DevicePlan plan) => plan.Steps.Where(step => !step.IsMerge).Select(step => step.Function);

    private RingWiring Rings(DevicePlan plan, List<WiredStep> steps, LinePorts ports, StackLine line)
    {
        RingWiring wiring = new(steps, plan.Links, types, line.Ring.Size);
        wiring.Wire(ports.IsFiltered);
        return wiring;
    }

    private void Attach(StackLine line, List<WiredStep> steps, RingWiring rings, SubscriptionTable table, PlanInstances instances, int number)
    {
        Dictionary<PlannedFunction, NfFlows> flows = [];
        foreach (WiredStep step in steps.Where(step => !step.Stays))
        {
            PlannedFunction function = step.Function;
            NfAdapter? first = steps.Find(s => s.Function == function)!.Adapter ?? instances.AdapterElsewhere(function.Plan);
            if (!flows.TryGetValue(function, out NfFlows? ofLine)) flows.Add(function, ofLine = FlowsOf(function, line));
            NfPlace place = new(line.Publisher, line.Flows, line.Retained, function.FirstPort, step.Ports, () => line.HasRaisedAll)
            {
                Of = ofLine,
                Renewal = line.Renewal,
                Subscriptions = table,
                Links = new() { Output = step.Output, IsQuiet = () => rings.IsQuiet(line.Ring.Cursor.Value), First = first },
            };
            NfServices services = first?.Services ?? ServicesOf(function, ofLine, number);
            bool failsClosed = function.Options.OnFailure == FailurePolicy.Closed;
            step.Adapter = new($"{function.Options.Function}#{number}", function.Function, place, function.Plan.Mode, [], services, failsClosed, []);
            instances.Note(function.Plan, step.Adapter);
        }
    }

    private static void Start(IEnumerable<WiredStep> steps)
    {
        foreach (WiredStep step in steps.Where(step => !step.Stays))
        {
            try
            {
                step.Adapter!.Start();
            }
            catch (NfConfigurationException mistake)
            {
                throw new PlanException($"{step.Adapter!.Name} in application {step.Function.Application.Name} cannot start: {mistake.Message}", mistake);
            }
        }
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
