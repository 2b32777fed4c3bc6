namespace Microboxes.Nf.VotingFirewall;

/// <summary>How many packets of a flow there were in the latest millisecond that had any.</summary>
internal struct RateMonitorFlow
{
    internal long Window;
    internal long Packets;
}
