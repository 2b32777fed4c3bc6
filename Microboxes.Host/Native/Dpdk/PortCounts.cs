namespace Microboxes.Host.Native.Dpdk;

/// <summary>A port's own counts (struct mb_port_counts of the shim).</summary>
internal struct PortCounts
{
    internal ulong received;
    internal ulong sent;

    /// <summary>Arrived while all receive slots were full; stays 0 where the driver does not know.</summary>
    internal ulong missed;
    internal ulong errors;

    /// <summary>Arrived while there was no buffer.</summary>
    internal ulong noBuffer;
    internal ulong notSent;
    internal ulong receivedBytes;
    internal ulong sentBytes;
}
