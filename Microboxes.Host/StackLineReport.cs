namespace Microboxes.Host;

/// <summary>What one stack line did so far.</summary>
internal sealed record StackLineReport
{
    /// <summary>Counted from 0.</summary>
    public int Number { get; init; }

    /// <summary>Packets it took in.</summary>
    public long Packets { get; init; }

    /// <summary>Flows that began.</summary>
    public long FlowsStarted { get; init; }

    /// <summary>Flows given up because the table was full.</summary>
    public long FlowsEvicted { get; init; }

    /// <summary>Flows that had TCP connection state.</summary>
    public long TcpConnections { get; init; }

    /// <summary>Events written to the ring.</summary>
    public long Events { get; init; }
}
