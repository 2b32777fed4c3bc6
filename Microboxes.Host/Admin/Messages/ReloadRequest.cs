namespace Microboxes.Host.Admin.Messages;

/// <summary>Load a network function anew and put it in the place of the running one.</summary>
internal sealed record ReloadRequest(string Function) : AdminRequest;
