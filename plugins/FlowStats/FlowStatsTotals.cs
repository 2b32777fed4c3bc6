using System.Diagnostics.CodeAnalysis;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.FlowStats;

/// <summary>What an instance counts in all, and hands over to the version that replaces it.</summary>
internal struct FlowStatsTotals
{
    internal ProtocolTotals Tcp;
    internal ProtocolTotals Udp;
    internal ProtocolTotals Icmp;
    internal ProtocolTotals Others;

    /// <summary>Time of the newest packet.</summary>
    internal long Latest;

    [UnscopedRef]
    internal ref ProtocolTotals Of(IpProtocol protocol)
    {
        switch (protocol)
        {
            case IpProtocol.Tcp: return ref Tcp;
            case IpProtocol.Udp: return ref Udp;
            case IpProtocol.Icmp or IpProtocol.IcmpV6: return ref Icmp;
            default: return ref Others;
        }
    }
}
