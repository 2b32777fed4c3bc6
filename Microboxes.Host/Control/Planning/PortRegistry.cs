using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>
/// All publications and subscriptions of a device's functions (the paper's mb_pub and mb_sub), matched by type: a subscription receives its type and all below
/// it. What NFs publish stays within their application.
/// </summary>
internal sealed class PortRegistry
{
    private readonly IReadOnlyList<PlanFunction> functions;
    private readonly List<string> faults;

    internal PortRegistry(IReadOnlyList<PlanFunction> functions, List<string> faults)
    {
        this.functions = functions;
        this.faults = faults;
        foreach (PlanFunction function in functions)
        {
            foreach (Publication publication in function.Declared.Publications) CheckPublication(function, publication);
        }

        Links = [.. functions.SelectMany(function => function.Declared.Ports.Select(port => LinkOf(function, port)))];
        foreach (PortLink link in Links) new LinkCheck(link, PublishedBeside(link.Function), faults).Check();
    }

    internal IReadOnlyList<PortLink> Links { get; }

    // An NF never receives its own events, unless it asks for them back: as feedback, or once all who reply have run.
    private PortLink LinkOf(PlanFunction function, Port port)
    {
        List<(PlanFunction, Publication)> publishers =
        [
            .. PublishedBeside(function).Where(p => (p.Function != function || port.Feedback || port.Merge) && StackTypes.Is(p.Publication.Type, port.Type)),
        ];
        return new(function, port, StackOf(function, port), publishers);
    }

    private string? StackOf(PlanFunction function, Port port)
    {
        if (port.TimerPeriod > TimeSpan.Zero) return "clock";
        if (!StackTypes.AreRaised(port.Type)) return null;
        try
        {
            return new PortSelector(port).IsLinkedToNetwork ? "Network" : "Monitor";
        }
        catch (FormatException mistake)
        {
            faults.Add($"{function.Name} cannot subscribe to {port.Type}: {mistake.Message}");
            return null;
        }
    }

    private IEnumerable<(PlanFunction Function, Publication Publication)> PublishedBeside(PlanFunction function) =>
        functions.Where(f => f.Application == function.Application).SelectMany(f => f.Declared.Publications.Select(p => (f, p)));

    private void CheckPublication(PlanFunction function, Publication publication)
    {
        if (StackTypes.AreRaised(publication.Type))
            faults.Add($"{function.Name} publishes {publication.Type}, which the stack raises: publish a type of its own below it.");
        foreach ((PlanFunction other, Publication ancestor) in PublishedBeside(function))
        {
            if (!StackTypes.Is(publication.Type, ancestor.Type) || publication.Payload.BeginsWith(ancestor.Payload)) continue;
            if (publication.Type == ancestor.Type && function.Number < other.Number && !ancestor.Payload.BeginsWith(publication.Payload)) continue;
            string remedy = publication.Type == ancestor.Type ? "use the same struct in both" : "begin it with the same fields";
            faults.Add($"{function.Name} publishes {publication.Type} with '{publication.Payload}', but {other.Name} publishes {ancestor.Type} with '{ancestor.Payload}': {remedy}.");
        }
    }
}
