namespace Microboxes.Host.Admin;

/// <summary>No plane could be asked: none runs, it does not admit this operator, or it speaks another version. The message is one sentence.</summary>
internal sealed class AdminUnreachableException(string sentence, Exception? cause = null) : Exception(sentence, cause);
