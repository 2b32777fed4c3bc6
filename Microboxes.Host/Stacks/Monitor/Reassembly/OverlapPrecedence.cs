namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>
/// Decides between the bytes of an arriving segment and those held of an earlier one, by where the two begin and end as they
/// were sent (Novak and Sturges, "Target-Based TCP Stream Reassembly", 2007). Each rule orders all segments totally, so which
/// bytes survive depends only on the segments that cover them, however the earlier ones were cut by others since.
/// </summary>
internal static class OverlapPrecedence
{
    /// <summary>True when bytes of the arriving segment replace those of the held one.</summary>
    /// <param name="policy">The receiver's policy.</param>
    /// <param name="begin">Stream offset of the arriving segment's first byte.</param>
    /// <param name="end">Stream offset behind the arriving segment's last byte.</param>
    /// <param name="heldBegin">The same of the segment that brought the held bytes, uncut.</param>
    /// <param name="heldEnd">The same of the segment that brought the held bytes, uncut.</param>
    internal static bool ArrivingWins(OverlapPolicy policy, ulong begin, ulong end, ulong heldBegin, ulong heldEnd) => policy switch
    {
        OverlapPolicy.Last => true,
        OverlapPolicy.Linux => begin < heldBegin || (begin == heldBegin && end > heldEnd),
        OverlapPolicy.OldLinux => begin < heldBegin || (begin == heldBegin && end >= heldEnd),
        OverlapPolicy.Solaris or OverlapPolicy.HpUx11 => end > heldEnd || (end == heldEnd && begin <= heldBegin),
        OverlapPolicy.Bsd or OverlapPolicy.Windows or OverlapPolicy.Windows2003 or OverlapPolicy.HpUx10 or OverlapPolicy.Irix
            or OverlapPolicy.MacOs => begin < heldBegin,
        _ => false, // first, vista
    };
}
