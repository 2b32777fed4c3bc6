namespace Microboxes.Host.Admin.Messages;

/// <summary>Every instance of every network function.</summary>
internal sealed record FunctionsRequest : AdminRequest;
