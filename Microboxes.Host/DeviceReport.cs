namespace Microboxes.Host;

/// <summary>What one device did so far.</summary>
/// <param name="Name">The device as its configuration names it.</param>
/// <param name="Packets">Packets it delivered.</param>
/// <param name="Fault">One sentence about what was wrong with its input, or null.</param>
internal sealed record DeviceReport(string Name, long Packets, string? Fault);
