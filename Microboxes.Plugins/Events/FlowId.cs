namespace Microboxes.Plugins.Events;

/// <summary>
/// Names one flow of one stack line for as long as it lives: a table index and a generation that changes whenever the index is reused,
/// so a stale id matches nothing.
/// </summary>
/// <param name="Value">Index in the lower 32 bits, generation in the upper 32.</param>
public readonly record struct FlowId(ulong Value)
{
    /// <summary>No flow: what a packet carries that belongs to none.</summary>
    public static FlowId None => default;

    /// <summary>Index into the stack line's flow table and into every per-flow state array.</summary>
    public uint Index => (uint)Value;

    /// <summary>How often the index has been reused; never 0 for a real flow.</summary>
    public uint Generation => (uint)(Value >> 32);
}
