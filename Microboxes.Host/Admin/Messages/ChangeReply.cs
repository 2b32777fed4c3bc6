namespace Microboxes.Host.Admin.Messages;

/// <summary>What was done, or with a dry run would be.</summary>
/// <param name="Sentence">For the operator.</param>
/// <param name="Changes">Each single change, in words.</param>
internal sealed record ChangeReply(string Sentence, IReadOnlyList<string> Changes) : AdminReply;
