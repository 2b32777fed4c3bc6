namespace Microboxes.Host.Reports;

/// <summary>One subscription.</summary>
/// <param name="Type">The event type.</param>
/// <param name="From">Who its events come from: a µStack, the clock, those who publish them, or those who pass them on.</param>
/// <param name="Half">Which halves' events, null for all.</param>
/// <param name="Sender">Whose packets' events, null for both.</param>
/// <param name="Where">The flows, null for all.</param>
/// <param name="Writes">What is written, null for nothing.</param>
/// <param name="Dynamic">Switched on and off per flow.</param>
/// <param name="Feedback">Orders nothing.</param>
internal sealed record SubscriptionReport(
    string Type,
    IReadOnlyList<string> From,
    string? Half,
    string? Sender,
    string? Where,
    string? Writes,
    bool Dynamic,
    bool Feedback);
