namespace Microboxes.Host.Stacks.Monitor;

/// <summary>What Monitor counted on one stack line.</summary>
internal sealed class MonitorCounters
{
    /// <summary>Connections for which TCP state was kept.</summary>
    internal long Connections { get; set; }

    /// <summary>Bytes handed over in DATA_READY events.</summary>
    internal long StreamBytes { get; set; }

    /// <summary>Bytes given up as gaps.</summary>
    internal long GapBytes { get; set; }

    /// <summary>Payload bytes that repeated what was already delivered or held, or came before the stream's first byte.</summary>
    internal long RepeatedBytes { get; set; }

    /// <summary>Payload bytes refused because they lay outside the receiver's window.</summary>
    internal long OutOfWindowBytes { get; set; }

    /// <summary>Held bytes that were never delivered because the bytes before them never came.</summary>
    internal long UndeliveredBytes { get; set; }

    /// <summary>Payload bytes that were on the wire and not captured.</summary>
    internal long UncapturedBytes { get; set; }

    /// <summary>Segments that met a cap on held memory.</summary>
    internal long CapReached { get; set; }

    /// <summary>Flows whose streams were no longer retained because memory was used up.</summary>
    internal long RetentionEnded { get; set; }

    /// <summary>Bytes that should have been retained and were not.</summary>
    internal long UnretainedBytes { get; set; }

    /// <summary>Segments that contradicted bytes held, or delivered and still retained.</summary>
    internal long Conflicts { get; set; }
}
