namespace Microboxes.Host.Control.Planning;

/// <summary>What runs on one device, in what order and why.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Stacks">Its stack lines, each of which this is the plan of.</param>
/// <param name="Functions">The functions, as listed.</param>
/// <param name="Steps">Their steps, in an order in which they may run one after the other.</param>
/// <param name="Links">Their subscriptions, as declared.</param>
/// <param name="Rings">What each publisher's ring has to carry.</param>
internal sealed record DevicePlan(
    string Device,
    int Stacks,
    IReadOnlyList<PlanFunction> Functions,
    IReadOnlyList<PlanStep> Steps,
    IReadOnlyList<PortLink> Links,
    IReadOnlyList<RingPlan> Rings);
