namespace Microboxes.Host.Admin.Messages;

/// <summary>Whether the old versions of a network function are gone from memory, and what holds those that are not.</summary>
internal sealed record UnloadRequest(string Function) : AdminRequest;
