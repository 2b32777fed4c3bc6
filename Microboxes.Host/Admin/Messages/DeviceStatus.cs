namespace Microboxes.Host.Admin.Messages;

/// <summary>One device of a running plane.</summary>
internal sealed record DeviceStatus(string Name, long Packets, string? Fault);
