namespace Microboxes.Host.Admin;

/// <summary>Something an operator asked for was tried and failed; the message is one sentence, and what ran before runs on.</summary>
internal sealed class AdminFailureException(string sentence, Exception? cause = null) : Exception(sentence, cause);
