using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>Community ID flow hash, version 1, seed 0: the same text for the same flow in every tool that computes it.</summary>
internal static class CommunityId
{
    internal const int Length = 2 + 28;

    private const int SeedSize = 2;
    private const int Sctp = 132;

    /// <summary>Writes the id of a flow; for ICMP, type and code of its first message, which the client sent.</summary>
    internal static void Format(in FlowKey key, int icmpType, int icmpCode, Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[SeedSize + 16 + 16 + 2 + 4];
        int length = Input(key, icmpType, icmpCode, input);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The Community ID specification names SHA-1; nothing secret depends on it.
        SHA1.HashData(input[..length], hash);
#pragma warning restore CA5350
        "1:"u8.CopyTo(destination);
        Base64.EncodeToUtf8(hash, destination[2..], out _, out _);
    }

    // Seed, addresses, protocol, a zero, ports; the lower end first, so that both directions give one id.
    private static int Input(in FlowKey key, int icmpType, int icmpCode, Span<byte> input)
    {
        (int from, int to, bool oneWay) = Ports(key, icmpType, icmpCode);
        ReadOnlySpan<byte> client = key.AddressBytes(End.Client), server = key.AddressBytes(End.Server);
        int order = client.SequenceCompareTo(server);
        if (!oneWay && (order > 0 || (order == 0 && from > to)))
        {
            ReadOnlySpan<byte> swapped = client;
            client = server;
            server = swapped;
            (from, to) = (to, from);
        }

        input[..SeedSize].Clear();
        int length = SeedSize;
        client.CopyTo(input[length..]);
        length += client.Length;
        server.CopyTo(input[length..]);
        length += server.Length;
        input[length++] = (byte)key.Protocol;
        input[length++] = 0;
        if (!HasPorts(key.Protocol)) return length;
        BinaryPrimitives.WriteUInt16BigEndian(input[length..], (ushort)from);
        BinaryPrimitives.WriteUInt16BigEndian(input[(length + 2)..], (ushort)to);
        return length + 4;
    }

    private static bool HasPorts(IpProtocol protocol) =>
        protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Icmp or IpProtocol.IcmpV6 || (int)protocol == Sctp;

    private static (int From, int To, bool OneWay) Ports(in FlowKey key, int icmpType, int icmpCode)
    {
        int answer = key.Protocol switch
        {
            IpProtocol.Icmp => IcmpAnswer(icmpType),
            IpProtocol.IcmpV6 => IcmpV6Answer(icmpType),
            _ => -1,
        };
        if (key.Protocol is not (IpProtocol.Icmp or IpProtocol.IcmpV6)) return (key.Port(End.Client), key.Port(End.Server), false);
        return answer < 0 ? (icmpType, icmpCode, true) : (icmpType, answer, false);
    }

    // Requests and their replies: echo, router discovery, timestamp, information, address mask.
    private static int IcmpAnswer(int type) => type switch
    {
        8 => 0,
        0 => 8,
        9 => 10,
        10 => 9,
        13 => 14,
        14 => 13,
        15 => 16,
        16 => 15,
        17 => 18,
        18 => 17,
        _ => -1,
    };

    // Echo, listener query and report, router and neighbour discovery, node information, home agent discovery.
    private static int IcmpV6Answer(int type) => type switch
    {
        128 => 129,
        129 => 128,
        130 => 131,
        131 => 130,
        133 => 134,
        134 => 133,
        135 => 136,
        136 => 135,
        139 => 140,
        140 => 139,
        144 => 145,
        145 => 144,
        _ => -1,
    };
}
