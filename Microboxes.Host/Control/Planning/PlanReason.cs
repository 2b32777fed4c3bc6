namespace Microboxes.Host.Control.Planning;

/// <summary>Why a step runs after another one.</summary>
/// <param name="Other">The step it runs after.</param>
/// <param name="Cause">What kind of reason.</param>
/// <param name="Subject">The event type or the bytes that it is about.</param>
internal sealed record PlanReason(PlanStep Other, PlanCause Cause, string Subject);
