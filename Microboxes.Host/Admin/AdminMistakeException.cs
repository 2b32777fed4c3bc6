namespace Microboxes.Host.Admin;

/// <summary>A part of the administration that cannot be set up as it was written; the message is one sentence.</summary>
internal sealed class AdminMistakeException(string sentence, Exception? cause = null) : MistakeException(sentence, cause);
