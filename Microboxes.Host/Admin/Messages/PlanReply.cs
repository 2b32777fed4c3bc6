using Microboxes.Host.Reports;

namespace Microboxes.Host.Admin.Messages;

/// <summary>The plan that runs.</summary>
/// <param name="Generation">How many plans this plane has run, this one included.</param>
/// <param name="Plan">The same as the command shows of a file.</param>
internal sealed record PlanReply(int Generation, PlanReport Plan) : AdminReply;
