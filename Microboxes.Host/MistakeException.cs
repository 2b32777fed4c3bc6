namespace Microboxes.Host;

/// <summary>Something an operator wrote cannot be used. The message is one sentence: cause, place, what to do.</summary>
internal abstract class MistakeException(string sentence, Exception? cause = null) : Exception(sentence, cause);
