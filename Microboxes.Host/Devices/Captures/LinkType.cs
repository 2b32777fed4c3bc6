namespace Microboxes.Host.Devices.Captures;

/// <summary>The LINKTYPE_ numbers of capture files (tcpdump.org/linktypes.html) and what Microboxes makes of them.</summary>
internal static class LinkType
{
    internal const int Null = 0;
    internal const int Ethernet = 1;
    internal const int Ppp = 9;
    internal const int RawBsd = 12;
    internal const int RawOpenBsd = 14;
    internal const int PppHdlc = 50;
    internal const int PppEther = 51;
    internal const int Raw = 101;
    internal const int CiscoHdlc = 104;
    internal const int Loop = 108;
    internal const int LinuxCooked = 113;
    internal const int Ipv4 = 228;
    internal const int Ipv6 = 229;
    internal const int LinuxCooked2 = 276;

    /// <summary>How frames of a link type are to be read. PPPoE and Cisco HDLC are peeled by <see cref="LinkHeader"/> first.</summary>
    internal static LinkLayer ToLinkLayer(int linkType) => linkType switch
    {
        Ethernet => LinkLayer.Ethernet,
        RawBsd or RawOpenBsd or Raw or Ipv4 or Ipv6 => LinkLayer.RawIp,
        LinuxCooked => LinkLayer.LinuxCooked,
        LinuxCooked2 => LinkLayer.LinuxCooked2,
        Null => LinkLayer.Null,
        Loop => LinkLayer.Loop,
        Ppp or PppHdlc => LinkLayer.Ppp,
        _ => LinkLayer.Unknown,
    };

    /// <summary>The link type to write a frame with. Frames of unknown link layers are written as LINKTYPE_USER0 (147).</summary>
    internal static int FromLinkLayer(LinkLayer linkLayer) => linkLayer switch
    {
        LinkLayer.Ethernet => Ethernet,
        LinkLayer.RawIp => Raw,
        LinkLayer.LinuxCooked => LinuxCooked,
        LinkLayer.LinuxCooked2 => LinuxCooked2,
        LinkLayer.Null => Null,
        LinkLayer.Loop => Loop,
        LinkLayer.Ppp => PppHdlc,
        _ => 147,
    };
}
