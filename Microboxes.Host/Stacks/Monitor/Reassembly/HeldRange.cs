namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>Bytes given out for delivery. They stay valid until <see cref="Lease"/> is released, once per range.</summary>
internal unsafe struct HeldRange
{
    internal byte* Data;
    internal uint Length;

    /// <summary>Zero where the bytes lie in the caller's own stable memory.</summary>
    internal nint Lease;
}
