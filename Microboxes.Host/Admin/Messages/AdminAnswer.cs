namespace Microboxes.Host.Admin.Messages;

/// <summary>A reply on its way, with what the sender speaks.</summary>
/// <param name="Protocol">The version of this set of messages.</param>
/// <param name="Version">The sender's own version, for sentences.</param>
/// <param name="Reply">What is answered.</param>
internal sealed record AdminAnswer(int Protocol, string Version, AdminReply Reply);
