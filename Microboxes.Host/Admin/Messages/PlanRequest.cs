namespace Microboxes.Host.Admin.Messages;

/// <summary>The plan the plane runs now.</summary>
/// <param name="Explain">True for the reasons too.</param>
internal sealed record PlanRequest(bool Explain) : AdminRequest;
