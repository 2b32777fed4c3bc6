namespace Microboxes.Host.Reports;

/// <summary>One function in its stage; a splitter is in two.</summary>
/// <param name="Name">What explanations call it.</param>
/// <param name="Application">The application it is part of.</param>
/// <param name="Function">What is configured.</param>
/// <param name="Mode">"inline", "tap" or "lossy".</param>
/// <param name="Replicas">"stack" or "single".</param>
/// <param name="After">Those it runs right after.</param>
/// <param name="Subscribes">What it handles in this stage.</param>
/// <param name="Publishes">What it publishes.</param>
internal sealed record PlanStepReport(
    string Name,
    string Application,
    string Function,
    string Mode,
    string Replicas,
    IReadOnlyList<string> After,
    IReadOnlyList<SubscriptionReport> Subscribes,
    IReadOnlyList<PublicationReport> Publishes);
