namespace Microboxes.Host.Lanes;

/// <summary>Unwinds a thread that came back from a condemned call: whatever it worked on belongs to another thread now.</summary>
internal sealed class CondemnedCallException() : Exception("The call was condemned while it ran.");
