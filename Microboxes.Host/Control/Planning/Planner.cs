using Microboxes.Host.Configuration;
using Microboxes.Host.Reports;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Makes a plan of a configuration, or says everything that is wrong with it. Opens nothing and starts nothing.</summary>
internal sealed class Planner(Declarations declarations)
{
    /// <exception cref="PlanException">There is a fault; the message is the first one's sentence.</exception>
    internal Plan Plan(HostOptions options)
    {
        List<string> faults = [];
        Plan plan = Plan(options, faults);
        return faults.Count == 0 ? plan : throw new PlanException(faults[0]);
    }

    /// <summary>Shows what the plan of a configuration would be.</summary>
    internal PlanReport Draft(HostOptions options, bool explain)
    {
        List<string> faults = [];
        return PlanReports.Of(Plan(options, faults), faults, explain);
    }

    /// <param name="options">The configuration.</param>
    /// <param name="faults">Gets a sentence for each fault; the plan is of use only where there is none.</param>
    internal Plan Plan(HostOptions options, List<string> faults)
    {
        DevicePlan[] devices = [.. options.Devices.Select(device => Plan(device.Name, options, faults))];
        // What is wrong with an application is so on each of its devices.
        string[] distinct = [.. faults.Distinct()];
        faults.Clear();
        faults.AddRange(distinct);
        return new(options, devices);
    }

    private DevicePlan Plan(string device, HostOptions options, List<string> faults)
    {
        List<PlanFunction> functions = FunctionsOn(device, options, faults);
        Name(functions);
        foreach (PlanFunction function in functions) new FunctionCheck(function, options.Stacks, faults).Check();
        PortRegistry registry = new(functions, faults);
        IReadOnlyList<PlanStep> steps = Precedence.Order(functions, registry.Links, faults);
        RingPlan[] rings = [.. RingsOf(functions, registry.Links)];
        foreach (RingPlan ring in rings.Where(ring => ring.Ports > RingPlan.MostPorts)) faults.Add(TooManyPorts(ring, device));
        return new(device, options.Stacks.Count, functions, steps, registry.Links, rings);
    }

    private List<PlanFunction> FunctionsOn(string device, HostOptions options, List<string> faults)
    {
        List<PlanFunction> functions = [];
        foreach (ApplicationOptions application in options.Applications.Where(a => a.Devices.Count == 0 || a.Devices.Contains(device)))
        {
            foreach (FunctionOptions function in application.Functions)
            {
                try
                {
                    functions.Add(new(functions.Count, application, function, declarations(function.Function)));
                }
                catch (MistakeException mistake)
                {
                    faults.Add(mistake.Message);
                }
            }
        }

        return functions;
    }

    // As configured where that tells them apart, else with the application, and then with a number.
    private static void Name(List<PlanFunction> functions)
    {
        foreach (IGrouping<string, PlanFunction> same in functions.GroupBy(f => f.Options.Function).Where(g => g.Count() > 1))
        {
            foreach (PlanFunction[] beside in same.GroupBy(f => f.Application).Select(g => g.ToArray()))
            {
                string prefix = beside.Length == same.Count() ? "" : $"{beside[0].Application.Name}/";
                for (int i = 0; i < beside.Length; i++) beside[i].Name = $"{prefix}{same.Key}{(beside.Length > 1 ? $".{i + 1}" : "")}";
            }
        }
    }

    // A function has the same bits on all rings, one for each of its ports in the order declared: its batch loop tells them apart by their places.
    private static IEnumerable<RingPlan> RingsOf(List<PlanFunction> functions, IReadOnlyList<PortLink> links)
    {
        yield return new(null, functions.Sum(f => f.Declared.Ports.Count + FlowServices.Silent(f.Declared.Ports).Count()));
        foreach (PlanFunction publisher in functions.Where(f => f.Declared.Publications.Count > 0))
        {
            yield return new(publisher, links.Count(l => l.Publishers.Any(p => p.Function == publisher)));
        }
    }

    private static string TooManyPorts(RingPlan ring, string device)
    {
        string whose = ring.Publisher == null ? $"the stack of {device}" : $"{ring.Publisher.Name} on {device}";
        return $"The functions have {ring.Ports} subscriptions at {whose}, and a ring has {RingPlan.MostPorts}: use fewer functions, or share them among devices.";
    }
}
