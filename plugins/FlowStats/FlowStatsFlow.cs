namespace Microboxes.Nf.FlowStats;

/// <summary>What is counted of one flow.</summary>
internal struct FlowStatsFlow
{
    /// <summary>Capture time of the first and the latest packet, in nanoseconds.</summary>
    internal long First;
    internal long Last;
    internal long Packets;
    internal long Bytes;
    internal long Payload;
    internal int Retransmissions;
}
