namespace Microboxes.Host.Reports;

/// <summary>One publisher's ring.</summary>
/// <param name="Publisher">"stack", or the function's name.</param>
/// <param name="Ports">Ports taken, of 64.</param>
internal sealed record RingReport(string Publisher, int Ports);
