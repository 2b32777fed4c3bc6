namespace Microboxes.Host.Reports;

/// <summary>One publication.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Payload">Bytes of its payload.</param>
/// <param name="Most">The most of them for one event handled.</param>
internal sealed record PublicationReport(string Type, int Payload, int Most);
