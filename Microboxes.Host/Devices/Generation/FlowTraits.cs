namespace Microboxes.Host.Devices.Generation;

/// <summary>How one generated connection differs from the plainest one.</summary>
[Flags]
internal enum FlowTraits : ushort
{
    /// <summary>IPv4, opened by the client, closed by the server with a FIN of its own.</summary>
    None = 0,
    Ipv6 = 1,
    SimultaneousOpen = 2,
    StaysOpen = 4,
    Reset = 8,

    /// <summary>The client sends the first FIN, or the RST.</summary>
    ClientCloses = 16,

    /// <summary>The first FIN rides on the last data segment; the server closes.</summary>
    FinOnData = 32,

    /// <summary>The peer acknowledges the first FIN before it sends its own.</summary>
    SeparateAck = 64,
}
