namespace Microboxes.Host.Functions;

/// <summary>An output that cannot be opened: one sentence with the cause, the place and what to do.</summary>
internal sealed class OutputException(string message, Exception cause) : MistakeException(message, cause);
