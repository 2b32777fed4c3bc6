using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>A frame under construction: room for the longest packet that the router makes itself.</summary>
internal sealed unsafe class RouterFrame : IDisposable
{
    internal const int EthernetHeader = 14;
    internal const int MaxLength = EthernetHeader + 1500;

    internal byte* Start { get; private set; } = (byte*)NativeMemory.AlignedAlloc(MaxLength, 64);

    internal byte* Ip => Start + EthernetHeader;

    /// <summary>Begins a frame.</summary>
    internal void Begin(ReadOnlySpan<byte> to, ReadOnlySpan<byte> from, ushort type)
    {
        to.CopyTo(new(Start, 6));
        from.CopyTo(new(Start + 6, 6));
        NetworkOrder.Write16(Start + 12, type);
    }

    /// <summary>Writes an IPv4 header around a payload that is there already.</summary>
    internal void FinishIpv4(UInt128 from, UInt128 to, byte protocol, int payload)
    {
        byte* ip = Ip;
        new Span<byte>(ip, 20).Clear();
        ip[0] = 0x45;
        NetworkOrder.Write16(ip + 2, (ushort)(20 + payload));
        ip[8] = 64;
        ip[9] = protocol;
        AddressNumber.WriteIpv4(ip + 12, from);
        AddressNumber.WriteIpv4(ip + 16, to);
        *(ushort*)(ip + 10) = (ushort)~Checksum.Fold(Checksum.Add(ip, 20, 0));
    }

    /// <summary>Writes an IPv6 header around an ICMPv6 message that is there already, and its checksum (RFC 4443 2.3).</summary>
    internal void FinishIcmpV6(UInt128 from, UInt128 to, byte hopLimit, int payload)
    {
        byte* ip = Ip;
        new Span<byte>(ip, 8).Clear();
        ip[0] = 0x60;
        NetworkOrder.Write16(ip + 4, (ushort)payload);
        ip[6] = 58;
        ip[7] = hopLimit;
        AddressNumber.WriteIpv6(ip + 8, from);
        AddressNumber.WriteIpv6(ip + 24, to);
        byte* message = ip + 40;
        *(ushort*)(message + 2) = 0;
        ushort* pseudo = stackalloc ushort[2];
        NetworkOrder.Write16((byte*)pseudo, (ushort)payload);
        NetworkOrder.Write16((byte*)(pseudo + 1), 58);
        ulong sum = Checksum.Add(ip + 8, 32, Checksum.Add((byte*)pseudo, 4, 0));
        *(ushort*)(message + 2) = (ushort)~Checksum.Fold(Checksum.Add(message, payload, sum));
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }
}
