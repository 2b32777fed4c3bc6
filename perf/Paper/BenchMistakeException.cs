namespace Microboxes.Paper;

/// <summary>A benchmark that cannot run as asked for; the message is one sentence: cause, place, what to do.</summary>
internal sealed class BenchMistakeException(string message) : Exception(message);
