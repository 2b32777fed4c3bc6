using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Firewall;

/// <summary>One rule. What it does not name may be anything; from is the flow's client, to its server.</summary>
internal sealed record FirewallRule(FirewallAction Action)
{
    /// <summary>IP protocol number, or null for any.</summary>
    internal int? Protocol { get; init; }

    internal AddressRange From { get; init; }

    internal AddressRange To { get; init; }

    internal PortRanges FromPorts { get; init; } = PortRanges.Any;

    internal PortRanges ToPorts { get; init; } = PortRanges.Any;

    /// <summary>The phase the flow must be in, or null for any.</summary>
    internal FlowPhase? Phase { get; init; }

    internal bool Matches(in FlowKey key, FlowPhase phase) =>
        (Protocol == null || Protocol == (int)key.Protocol)
        && (Phase == null || Phase == phase)
        && From.Contains(key.IpVersion, AddressRange.Read(key.AddressBytes(End.Client)))
        && To.Contains(key.IpVersion, AddressRange.Read(key.AddressBytes(End.Server)))
        && FromPorts.Contains(key.Port(End.Client))
        && ToPorts.Contains(key.Port(End.Server));
}
