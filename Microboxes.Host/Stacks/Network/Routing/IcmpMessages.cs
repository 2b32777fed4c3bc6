using System.Runtime.CompilerServices;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>What a router says itself: echo replies for its own addresses, and errors (RFC 792, RFC 4443).</summary>
internal sealed unsafe class IcmpMessages(IPortTransmitter transmitter) : IDisposable
{
    private const int MostQuoted = 1232 - 8; // so that the message fits the smallest link of IPv6 (RFC 4443 2.4)
    private const int QuotedIpv4 = 548; // RFC 1812 4.3.2.3
    private const byte EchoRequest = 8;
    private const byte EchoRequestV6 = 128;
    private const byte EchoReplyV6 = 129;

    private readonly RouterFrame frame = new();
    private readonly byte[] swap = new byte[16];

    /// <summary>Turns an echo request in a frame into its reply, in place; a later fragment of one only changes direction.</summary>
    /// <returns>False when it is no such thing.</returns>
    internal bool TryAnswer(byte* ethernet, int length)
    {
        byte* ip = ethernet + RouterFrame.EthernetHeader;
        int available = length - RouterFrame.EthernetHeader;
        if (ip[0] >> 4 == 4 ? !AnswerIpv4(ip, available) : !AnswerIpv6(ip, available)) return false;
        Swap(ethernet, 6);
        return true;
    }

    /// <summary>Tells the sender of a frame what became of it. Errors and multicasts get no answer (RFC 1122 3.2.2, RFC 4443 2.4).</summary>
    internal void Tell(RouterError error, byte* ethernet, int length, RouterPort port, int mtu = 0)
    {
        byte* ip = ethernet + RouterFrame.EthernetHeader;
        int available = length - RouterFrame.EthernetHeader;
        if ((ethernet[0] & 1) != 0 || IsError(ip, available)) return;
        frame.Begin(new(ethernet + 6, 6), port.Mac, (ushort)(ip[0] >> 4 == 4 ? 0x0800 : 0x86DD));
        if (ip[0] >> 4 == 4) TellIpv4(error, ip, available, port, mtu);
        else TellIpv6(error, ip, available, port, mtu);
    }

    public void Dispose() => frame.Dispose();

    private bool AnswerIpv4(byte* ip, int available)
    {
        int header = (ip[0] & 15) * 4;
        if (ip[9] != (byte)IpProtocol.Icmp || available < header + 8) return false;
        bool isFirst = (NetworkOrder.Read16(ip + 6) & 0x1FFF) == 0;
        if (isFirst && ip[header] != EchoRequest) return false;
        if (isFirst) ChangeType(ip + header, 0);
        Swap(ip + 12, 4);
        ip[8] = 64;
        *(ushort*)(ip + 10) = 0;
        *(ushort*)(ip + 10) = (ushort)~Checksum.Fold(Checksum.Add(ip, header, 0));
        return true;
    }

    // Addresses change places, which the checksum does not notice.
    private bool AnswerIpv6(byte* ip, int available)
    {
        bool isFragment = ip[6] == (byte)IpProtocol.Fragment;
        int at = isFragment ? 48 : 40;
        if (available < at + 8 || ip[isFragment ? 40 : 6] != (byte)IpProtocol.IcmpV6) return false;
        bool isFirst = !isFragment || (NetworkOrder.Read16(ip + 42) & 0xFFF8) == 0;
        if (isFirst && ip[at] != EchoRequestV6) return false;
        if (isFirst) ChangeType(ip + at, EchoReplyV6);
        Swap(ip + 8, 16);
        ip[7] = 64;
        return true;
    }

    // RFC 1624: the checksum changes by what the word with the type changes by.
    private static void ChangeType(byte* message, byte type)
    {
        uint old = NetworkOrder.Read16(message);
        message[0] = type;
        uint sum = (uint)((ushort)~NetworkOrder.Read16(message + 2) + (ushort)~old + NetworkOrder.Read16(message));
        sum = (sum & 0xFFFF) + (sum >> 16);
        NetworkOrder.Write16(message + 2, (ushort)~(sum + (sum >> 16)));
    }

    private static bool IsError(byte* ip, int available)
    {
        if (ip[0] >> 4 == 6) return ip[6] == (byte)IpProtocol.IcmpV6 && available > 40 && ip[40] < 128;
        int header = (ip[0] & 15) * 4;
        bool isLater = (NetworkOrder.Read16(ip + 6) & 0x1FFF) != 0;
        return isLater || (ip[9] == (byte)IpProtocol.Icmp && available > header && ip[header] is 3 or 4 or 5 or 11 or 12);
    }

    private void TellIpv4(RouterError error, byte* ip, int available, RouterPort port, int mtu)
    {
        byte* message = frame.Ip + 20;
        int quoted = Quote(message, ip, Math.Min(available, QuotedIpv4));
        (message[0], message[1]) = error switch
        {
            RouterError.TimeExceeded => ((byte)11, (byte)0),
            RouterError.TooBig => ((byte)3, (byte)4),
            _ => ((byte)3, (byte)0),
        };
        NetworkOrder.Write16(message + 6, (ushort)mtu);
        *(ushort*)(message + 2) = (ushort)~Checksum.Fold(Checksum.Add(message, 8 + quoted, 0));
        UInt128 to = AddressNumber.ReadIpv4(ip + 12);
        frame.FinishIpv4(port.SourceFor(to), to, (byte)IpProtocol.Icmp, 8 + quoted);
        transmitter.TryInjectOn(frame.Start, RouterFrame.EthernetHeader + 20 + 8 + quoted, port.Number);
    }

    private void TellIpv6(RouterError error, byte* ip, int available, RouterPort port, int mtu)
    {
        byte* message = frame.Ip + 40;
        int quoted = Quote(message, ip, Math.Min(available, MostQuoted));
        message[0] = error switch { RouterError.TimeExceeded => 3, RouterError.TooBig => 2, _ => 1 };
        NetworkOrder.Write32(message + 4, (uint)mtu);
        UInt128 to = AddressNumber.ReadIpv6(ip + 8);
        frame.FinishIcmpV6(port.SourceFor(to), to, 64, 8 + quoted);
        transmitter.TryInjectOn(frame.Start, RouterFrame.EthernetHeader + 40 + 8 + quoted, port.Number);
    }

    private static int Quote(byte* message, byte* ip, int length)
    {
        new Span<byte>(message, 8).Clear();
        Unsafe.CopyBlockUnaligned(message + 8, ip, (uint)length);
        return length;
    }

    private void Swap(byte* first, int length)
    {
        Span<byte> one = new(first, length);
        Span<byte> other = new(first + length, length);
        one.CopyTo(swap);
        other.CopyTo(one);
        swap.AsSpan(0, length).CopyTo(other);
    }
}
