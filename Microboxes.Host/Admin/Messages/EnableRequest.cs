namespace Microboxes.Host.Admin.Messages;

/// <summary>Put a network function that was disabled or quarantined back to work.</summary>
internal sealed record EnableRequest(string Function) : AdminRequest;
