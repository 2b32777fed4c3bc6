using System.Numerics;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Devices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Functions;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>Wires the NFs of all applications to one stack line: bits for their ports, filters, order, verdicts.</summary>
internal sealed class LinePlanner(INfOutputs outputs, InstanceDeclarations instances)
{
    private readonly EventTypeIds types = new();
    private readonly Dictionary<PlanFunction, PlannedFunction> declaredSingles = [];
    private readonly Dictionary<PlanFunction, NfAdapter> singles = [];

    /// <exception cref="PlanException">The applications cannot be wired as configured.</exception>
    internal LineWiring Plan(string name, IPacketSource source, StackLineOptions options, DevicePlan plan, int number)
    {
        List<PlannedFunction> planned = [.. plan.Steps.Where(step => !step.IsMerge).Select(step => Declare(step.Function))];
        List<(PortSelector Selector, FlowFilter? Filter)> ports = [];
        List<(ulong Port, long Period)> timers = [];
        foreach (PlannedFunction function in planned)
        {
            function.FirstPort = ports.Count;
            foreach (Port port in function.Ports)
            {
                if (port.TimerPeriod > TimeSpan.Zero) timers.Add((1UL << ports.Count, port.TimerPeriod.Ticks * 100));
                ports.Add((Understand(port), FilterOf(function, port)));
            }
        }

        foreach (PlannedFunction function in planned)
            ports.AddRange(FlowServices.Silent(function.Ports).Select(port => (Understand(port), FilterOf(function, port))));
        StackLine line = new(name, source, options, new SubscriptionTable([.. ports.Select(p => p.Selector)]), [.. ports.Select(p => p.Filter)], new LineTimers(timers));
        RingWiring wiring = Rings(plan, planned, options.RingSize, bit => ports[BitOperations.TrailingZeroCount(bit)].Filter != null, out List<WiredStep> steps);
        return new(line, Attach(line, steps, wiring, number));
    }

    private PlannedFunction Declare(PlanFunction planned)
    {
        if (declaredSingles.TryGetValue(planned, out PlannedFunction? single)) return single.AtAnotherLine();
        (NetworkFunction function, NfDeclaration declaration) = instances.Take(planned.Options.Function);
        PlannedFunction declared = new(planned, function, declaration);
        if (planned.IsSingle) declaredSingles.Add(planned, declared);
        return declared;
    }

    private RingWiring Rings(DevicePlan plan, List<PlannedFunction> planned, int ringSize, Func<ulong, bool> isFiltered, out List<WiredStep> steps)
    {
        steps = [.. plan.Steps.Select(step => new WiredStep(planned.Find(f => f.Plan == step.Function)!, step))];
        RingWiring wiring = new(steps, plan.Links, types, ringSize);
        wiring.Wire(isFiltered);
        return wiring;
    }

    // The planner has made sure that what follows is understood.
    private PortSelector Understand(Port port) => new(port, types);

    private static FlowFilter? FilterOf(PlannedFunction function, Port port) =>
        FlowFilter.Both(FlowFilter.Parse(function.Application.Match), FlowFilter.Parse(port.Where));

    private List<(string, NfAdapter)> Attach(StackLine line, List<WiredStep> steps, RingWiring wiring, int number)
    {
        List<(string Application, NfAdapter Adapter)> adapters = [];
        Dictionary<PlannedFunction, NfFlows> flows = [];
        bool IsQuiet() => wiring.IsQuiet(line.Ring.Cursor.Value);
        foreach (WiredStep step in steps)
        {
            PlannedFunction function = step.Function;
            // NFs of one application do not see a packet that an inline one before them has dropped.
            NfAdapter[] earlier = [.. steps.Where(other => other.Function.Plan.IsGateFor(step.Plan)).Select(other => other.Adapter!)];
            NfAdapter[] after = [.. steps.Where(other => step.Plan.After.Contains(other.Plan)).Select(other => other.Adapter!)];
            NfAdapter? first = steps.Find(s => s.Function == function)!.Adapter ?? singles.GetValueOrDefault(function.Plan);
            if (!flows.TryGetValue(function, out NfFlows? ofLine)) flows.Add(function, ofLine = FlowsOf(function, line));
            NfPlace place = new(line.Publisher, line.Flows, line.Retained, function.FirstPort, step.Ports, () => line.HasRaisedAll)
            {
                Of = ofLine,
                Renewal = line.Renewal,
                Links = new() { Output = step.Output, Followed = step.Followed, Branches = wiring.BranchesOf(step), IsQuiet = IsQuiet, First = first },
            };
            NfServices services = first?.Services ?? ServicesOf(function, ofLine, number);
            bool failsClosed = function.Options.OnFailure == FailurePolicy.Closed;
            step.Adapter = new($"{function.Options.Function}#{number}", function.Function, place, function.Plan.Mode, earlier, services, failsClosed, after);
            if (first == null && function.Plan.IsSingle) singles.Add(function.Plan, step.Adapter);
            adapters.Add((function.Application.Name, step.Adapter));
        }

        NfAdapter[] all = [.. adapters.Select(a => a.Adapter)];
        line.Ring.GateOn([.. all.Where(a => a.Lossy == null).Select(a => a.Passed), .. all.SelectMany(a => a.Holds)]);
        line.Ring.GateOnLossy([.. all.Where(a => a.Lossy != null).Select(a => a.Lossy!)]);
        line.Finaliser.WaitFor([.. all.Where(a => a.Mode == NfMode.Inline)]);
        line.Renewal.Followers = all;
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
