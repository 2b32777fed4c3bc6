namespace Microboxes.Paper.Traces;

/// <summary>A connection as our stacks saw it.</summary>
/// <param name="Key">Both ends and the client's first sequence number, since ports are used again.</param>
/// <param name="Client">What the client sent.</param>
/// <param name="Server">What the server sent.</param>
internal sealed record Connection(string Key, CrcHalf Client, CrcHalf Server);
