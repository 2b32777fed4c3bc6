namespace Microboxes.Host.Admin;

/// <summary>One line of the audit log.</summary>
/// <param name="Time">When.</param>
/// <param name="From">Who, as the channel knows them.</param>
/// <param name="Outcome">done or refused.</param>
/// <param name="What">The request, or what arrived instead of one.</param>
/// <param name="Detail">The answer in words.</param>
internal sealed record AuditRecord(DateTimeOffset Time, string From, string Outcome, string What, string Detail);
