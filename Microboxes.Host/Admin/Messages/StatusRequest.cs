namespace Microboxes.Host.Admin.Messages;

/// <summary>How the plane is.</summary>
internal sealed record StatusRequest : AdminRequest;
