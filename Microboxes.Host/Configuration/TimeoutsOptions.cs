using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>How long something without packets is kept, in the time of the packets.</summary>
internal sealed class TimeoutsOptions
{
    [Description("A TCP connection that is established.")]
    public TimeSpan TcpEstablished { get; set; } = TimeSpan.FromHours(1);

    [Description("A TCP connection that is being opened or closed.")]
    public TimeSpan TcpOther { get; set; } = TimeSpan.FromMinutes(2);

    [Description("A UDP flow.")]
    public TimeSpan Udp { get; set; } = TimeSpan.FromMinutes(2);

    [Description("An ICMP flow, or one of another protocol.")]
    public TimeSpan Icmp { get; set; } = TimeSpan.FromSeconds(30);

    [Description("A datagram some of whose fragments are missing.")]
    public TimeSpan Fragment { get; set; } = TimeSpan.FromSeconds(30);
}
