namespace Microboxes.Plugins.Events;

/// <summary>One byte of facts about a connection, part of <see cref="TcpSnapshot"/>.</summary>
[Flags]
public enum SnapshotFlags : byte
{
    /// <summary>Nothing to remark.</summary>
    None = 0,

    /// <summary>The first packet seen was not a SYN: the connection was picked up mid-stream.</summary>
    MidStream = 1,

    /// <summary>Both SYNs were seen and acknowledged.</summary>
    Established = 2,

    /// <summary>The client's FIN was seen.</summary>
    ClientFin = 4,

    /// <summary>The server's FIN was seen.</summary>
    ServerFin = 8,

    /// <summary>The connection was reset.</summary>
    Reset = 16,

    /// <summary>Streams are reassembled for this flow, so <see cref="TcpSnapshot.Frontier"/> counts.</summary>
    Streams = 32,
}
