namespace Microboxes.Host.Admin.Messages;

/// <summary>Take a network function out until it is enabled again.</summary>
internal sealed record DisableRequest(string Function) : AdminRequest;
