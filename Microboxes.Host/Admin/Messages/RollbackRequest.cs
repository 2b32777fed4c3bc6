namespace Microboxes.Host.Admin.Messages;

/// <summary>Back to the plan before the last one.</summary>
internal sealed record RollbackRequest : AdminRequest;
