namespace Microboxes.Host.Control.Planning;

/// <summary>One publisher's ring: a stack line's, or that of a function's instance.</summary>
/// <param name="Publisher">The function; null for a stack line.</param>
/// <param name="Ports">How many bits of its masks its subscribers' ports take.</param>
internal sealed record RingPlan(PlanFunction? Publisher, int Ports)
{
    /// <summary>Bits of a subscriber mask.</summary>
    internal const int MostPorts = 64;
}
