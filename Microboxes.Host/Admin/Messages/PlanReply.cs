using System.Text.Json;

namespace Microboxes.Host.Admin.Messages;

/// <summary>The plan that runs.</summary>
/// <param name="Generation">How many plans this plane has run, this one included.</param>
/// <param name="Explanation">Order and parallel stages in words, a line each.</param>
/// <param name="Plan">The document of <c>plan --json</c>.</param>
internal sealed record PlanReply(int Generation, IReadOnlyList<string> Explanation, JsonElement Plan) : AdminReply;
