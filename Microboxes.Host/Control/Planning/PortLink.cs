using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>One subscription, and who publishes what it is to.</summary>
/// <param name="Function">The subscriber.</param>
/// <param name="Port">Its port.</param>
/// <param name="Stack">"Network", "Monitor" or "clock" where stacks raise such events, else null.</param>
/// <param name="Publishers">
/// The functions of the application that publish the type or one below it; of a type that stacks raise too, those that do not have to run later.
/// </param>
internal sealed record PortLink(PlanFunction Function, Port Port, string? Stack, List<(PlanFunction Function, Publication Publication)> Publishers)
{
    internal PlanStep Step => Port.Merge ? Function.Last : Function.First;
}
