namespace Microboxes.Host.Commands;

/// <summary>How a replay ended.</summary>
/// <param name="Report">What the plane did.</param>
/// <param name="ExitCode">What the command is to end with.</param>
internal sealed record Outcome(PlaneReport Report, int ExitCode);
