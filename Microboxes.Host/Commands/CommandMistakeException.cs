namespace Microboxes.Host.Commands;

/// <summary>A command that cannot be run as it was written; the message is one sentence for the operator.</summary>
internal sealed class CommandMistakeException(string message) : MistakeException(message);
