namespace Microboxes.Host.Admin.Messages;

/// <summary>The plan the plane runs now.</summary>
internal sealed record PlanRequest : AdminRequest;
