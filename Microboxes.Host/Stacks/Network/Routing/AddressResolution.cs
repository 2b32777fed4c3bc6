using Microboxes.Host.Devices;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>Finds MACs and tells the ports' own: ARP (RFC 826) and Neighbour Discovery (RFC 4861).</summary>
internal sealed unsafe class AddressResolution(Neighbours neighbours, IPortTransmitter transmitter) : IDisposable
{
    private const long AskAgain = 1_000_000_000;
    private const ushort EtherTypeArp = 0x0806;
    private const ushort EtherTypeIpv6 = 0x86DD;
    private const byte Solicitation = 135;
    private const byte Advertisement = 136;
    private const int ArpLength = 28;
    private static readonly byte[] Everybody = [255, 255, 255, 255, 255, 255];
    private static readonly UInt128 AllNodes = ((UInt128)0xFF02 << 112) | 1;
    private static readonly UInt128 SolicitedNode = ((UInt128)0xFF02 << 112) | ((UInt128)0x1FF << 24);

    private readonly RouterFrame frame = new();

    /// <summary>Asks who has an address, at most once a second.</summary>
    internal void Ask(Neighbour neighbour, UInt128 address, RouterPort port, long now)
    {
        if (now - neighbour.Asked < AskAgain) return;
        neighbour.Asked = now;
        if (AddressNumber.IsIpv4(address)) SendArp(port, 1, Everybody, Everybody, address, port.SourceFor(address));
        else Solicit(address, port);
    }

    /// <summary>Takes an ARP packet: answers a request for one of the port's addresses, learns who sent it.</summary>
    internal void OnArp(byte* arp, int length, RouterPort port, long now)
    {
        // Ethernet and IPv4, whose addresses have 6 and 4 bytes.
        if (length < ArpLength || NetworkOrder.Read32(arp) != 0x0001_0800 || NetworkOrder.Read16(arp + 4) != 0x0604) return;
        UInt128 sender = AddressNumber.ReadIpv4(arp + 14);
        UInt128 target = AddressNumber.ReadIpv4(arp + 24);
        bool isForUs = port.Owns(target);
        Learn(sender, port, arp + 8, now, isForUs);
        if (isForUs && NetworkOrder.Read16(arp + 6) == 1) SendArp(port, 2, new(arp + 8, 6), new(arp + 8, 6), sender, target);
    }

    /// <summary>Takes an ICMPv6 message if it is one of Neighbour Discovery.</summary>
    /// <returns>False when it is another.</returns>
    internal bool OnIcmpV6(byte* ip, int length, RouterPort port, long now)
    {
        byte* message = ip + 40;
        // RFC 4861 7.1: a hop limit of 255 says that it comes from the link.
        if (length < 40 + 24 || ip[6] != 58 || message[0] is not (Solicitation or Advertisement)) return false;
        if (ip[7] != 255) return true;
        UInt128 sender = AddressNumber.ReadIpv6(ip + 8);
        UInt128 target = AddressNumber.ReadIpv6(message + 8);
        byte* mac = LinkOption(message + 24, length - 64, message[0] == Solicitation ? (byte)1 : (byte)2);
        if (message[0] == Advertisement)
        {
            if (mac != null) Learn(target, port, mac, now, adds: false);
        }
        else if (port.Owns(target))
        {
            if (mac != null && sender != 0) Learn(sender, port, mac, now, adds: true);
            Advertise(target, sender, mac, port);
        }

        return true;
    }

    public void Dispose() => frame.Dispose();

    private void Learn(UInt128 address, RouterPort port, byte* mac, long now, bool adds)
    {
        if (neighbours.Learn(address, port.Number, mac, now, adds) is not { } neighbour) return;
        foreach (byte[] waiting in neighbour.Waiting)
        {
            neighbour.Mac.CopyTo(waiting, 0);
            fixed (byte* start = waiting) transmitter.TryInjectOn(start, waiting.Length, port.Number);
        }

        neighbour.Waiting.Clear();
    }

    private void SendArp(RouterPort port, ushort operation, ReadOnlySpan<byte> to, ReadOnlySpan<byte> target, UInt128 targetAddress, UInt128 own)
    {
        frame.Begin(to, port.Mac, EtherTypeArp);
        byte* arp = frame.Ip;
        NetworkOrder.Write32(arp, 0x0001_0800);
        NetworkOrder.Write16(arp + 4, 0x0604);
        NetworkOrder.Write16(arp + 6, operation);
        port.Mac.CopyTo(new Span<byte>(arp + 8, 6));
        AddressNumber.WriteIpv4(arp + 14, own);
        target.CopyTo(new(arp + 18, 6));
        AddressNumber.WriteIpv4(arp + 24, targetAddress);
        transmitter.TryInjectOn(frame.Start, RouterFrame.EthernetHeader + ArpLength, port.Number);
    }

    private void Solicit(UInt128 address, RouterPort port)
    {
        UInt128 group = SolicitedNode | (address & 0xFF_FFFF);
        byte* message = BeginMessage(Solicitation, address, 1, port);
        frame.Begin([0x33, 0x33, 0xFF, (byte)(address >> 16), (byte)(address >> 8), (byte)address], port.Mac, EtherTypeIpv6);
        Send(message, port.SourceFor(address), group, port);
    }

    // RFC 4861 7.2.4: to everybody where the asker has no address yet.
    private void Advertise(UInt128 own, UInt128 asker, byte* mac, RouterPort port)
    {
        bool known = asker != 0 && mac != null;
        byte* message = BeginMessage(Advertisement, own, 2, port);
        message[4] = (byte)(known ? 0xE0 : 0xA0); // router, solicited, override
        frame.Begin(known ? new(mac, 6) : [0x33, 0x33, 0, 0, 0, 1], port.Mac, EtherTypeIpv6);
        Send(message, own, known ? asker : AllNodes, port);
    }

    private byte* BeginMessage(byte type, UInt128 target, byte option, RouterPort port)
    {
        byte* message = frame.Ip + 40;
        new Span<byte>(message, 32).Clear();
        message[0] = type;
        AddressNumber.WriteIpv6(message + 8, target);
        message[24] = option;
        message[25] = 1;
        port.Mac.CopyTo(new Span<byte>(message + 26, 6));
        return message;
    }

    private void Send(byte* message, UInt128 from, UInt128 to, RouterPort port)
    {
        int length = (int)(message - frame.Start) + 32;
        frame.FinishIcmpV6(from, to, 255, 32);
        transmitter.TryInjectOn(frame.Start, length, port.Number);
    }

    private static byte* LinkOption(byte* options, int length, byte wanted)
    {
        while (length >= 8)
        {
            int size = options[1] * 8;
            if (size == 0 || size > length) return null;
            if (options[0] == wanted) return options + 2;
            options += size;
            length -= size;
        }

        return null;
    }
}
