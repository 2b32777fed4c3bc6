using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>How long a flow may be idle, in nanoseconds of capture time.</summary>
/// <param name="TcpEstablished">Connections that carry data, seen from the start or picked up mid-stream.</param>
/// <param name="TcpOther">Connections being opened, or closed and lingering for stray segments.</param>
/// <param name="Udp">UDP flows.</param>
/// <param name="Other">ICMP and all other protocols.</param>
internal sealed record FlowTimeouts(long TcpEstablished, long TcpOther, long Udp, long Other)
{
    private const long Second = 1_000_000_000;

    internal static FlowTimeouts Default { get; } = new(3600 * Second, 120 * Second, 120 * Second, 60 * Second);

    /// <summary>Below this idle time no flow can have expired.</summary>
    internal long Shortest => Math.Min(Math.Min(TcpEstablished, TcpOther), Math.Min(Udp, Other));

    internal long Of(in FlowRecord flow) => flow.key.Protocol switch
    {
        IpProtocol.Tcp => flow.HasTcpState && !CarriesData(flow.client.State, flow.server.State) ? TcpOther : TcpEstablished,
        IpProtocol.Udp => Udp,
        _ => Other,
    };

    private static bool CarriesData(TcpState client, TcpState server) => MayCarryData(client) || MayCarryData(server);

    private static bool MayCarryData(TcpState state) => state is TcpState.Established or TcpState.CloseWait or TcpState.FinWait1 or TcpState.FinWait2;
}
