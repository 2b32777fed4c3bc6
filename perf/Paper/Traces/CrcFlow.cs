namespace Microboxes.Paper.Traces;

/// <summary>What <see cref="CrcFunction"/> knows of a flow.</summary>
internal struct CrcFlow
{
    /// <summary>The sequence number after the client's SYN.</summary>
    internal uint First { get; set; }

    internal CrcHalf Client;

    internal CrcHalf Server;
}
