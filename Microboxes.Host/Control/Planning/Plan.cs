using Microboxes.Host.Configuration;

namespace Microboxes.Host.Control.Planning;

/// <summary>A configuration that was validated as a whole. Immutable.</summary>
/// <param name="Options">What the operator wrote.</param>
/// <param name="Devices">What follows from it, device by device.</param>
internal sealed record Plan(HostOptions Options, IReadOnlyList<DevicePlan> Devices);
