namespace Microboxes.Host.Control;

/// <summary>The configuration is well-formed but cannot be wired; the message is one sentence: cause, place, what to do.</summary>
internal sealed class PlanException(string message, Exception? innerException = null) : MistakeException(message, innerException);
