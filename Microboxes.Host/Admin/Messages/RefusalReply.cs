namespace Microboxes.Host.Admin.Messages;

/// <summary>Why a request was not carried out. Nothing was changed.</summary>
/// <param name="Cause">What kind of obstacle it is.</param>
/// <param name="Sentences">For the operator, one for each mistake.</param>
internal sealed record RefusalReply(RefusalCause Cause, IReadOnlyList<string> Sentences) : AdminReply;
