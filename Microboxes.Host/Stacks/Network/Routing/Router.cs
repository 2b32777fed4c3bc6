using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>
/// Passes packets on by their IP destination, as a router does (RFC 1812, RFC 8200): answers for its own addresses, finds the next hop and its MAC, counts down
/// the time to live. Unlike a bridge it takes only what is sent to its own MAC.
/// </summary>
internal sealed unsafe class Router : IPacketSink, IDisposable
{
    private const ushort EtherTypeIpv4 = 0x0800;
    private const ushort EtherTypeIpv6 = 0x86DD;
    private const ushort EtherTypeArp = 0x0806;
    private const int MaxFrame = 66_000;

    // A neighbour is used on while it is asked whether it is still there.
    private const long Stale = 60_000_000_000;

    private readonly IReadOnlyList<RouterPort> ports;
    private readonly RouteTable routes;
    private readonly Neighbours neighbours = new();
    private readonly AddressResolution resolution;
    private readonly IcmpMessages messages;
    private readonly IPortTransmitter transmitter;
    private readonly byte* copy = (byte*)NativeMemory.AlignedAlloc(MaxFrame, 64);
    private long now;

    internal Router(IReadOnlyList<RouterPort> ports, RouteTable routes, IPortTransmitter transmitter)
    {
        this.ports = ports;
        this.routes = routes;
        this.transmitter = transmitter;
        resolution = new(neighbours, transmitter);
        messages = new(transmitter);
    }

    /// <summary>Where an injected frame came in says nothing here: its destination does.</summary>
    public ushort OtherSide(ushort port) => port;

    public int Flush() => transmitter.Flush();

    public bool TrySend(PacketDescriptor* packet, bool isStillRead)
    {
        now = packet->timestamp;
        RouterPort port = ports[packet->port];
        byte* frame = packet->data;
        if (!IsForRouter(frame, packet->length, port)) return false;
        if (IsTaken(frame, packet->length, port)) return true;
        if (isStillRead || !IsWhole(packet)) return RouteCopy(frame, packet->length, port);
        return Prepare(frame, packet->length, port, out ushort to) switch
        {
            Step.Go => transmitter.TrySendOn(packet, isStillRead: false, to),
            Step.Waits => true,
            _ => false,
        };
    }

    public bool TryInject(byte* frame, int length, ushort receivedOn)
    {
        if (length < RouterFrame.EthernetHeader + 20 || length > MaxFrame) return false;
        RouterPort port = ports[receivedOn];
        return IsTaken(frame, length, port) || RouteCopy(frame, length, port);
    }

    public void Dispose()
    {
        resolution.Dispose();
        messages.Dispose();
        NativeMemory.AlignedFree(copy);
    }

    private enum Step
    {
        Go,
        Waits,
        Nowhere,
    }

    private static bool IsWhole(PacketDescriptor* packet) => packet->lease != 0;

    private static bool IsForRouter(byte* frame, int length, RouterPort port) =>
        length >= RouterFrame.EthernetHeader + 20 && ((frame[0] & 1) != 0 || new ReadOnlySpan<byte>(frame, 6).SequenceEqual(port.Mac));

    // Address resolution, and what is sent to the router itself.
    private bool IsTaken(byte* frame, int length, RouterPort port)
    {
        byte* ip = frame + RouterFrame.EthernetHeader;
        int available = length - RouterFrame.EthernetHeader;
        switch (NetworkOrder.Read16(frame + 12))
        {
            case EtherTypeArp:
                resolution.OnArp(ip, available, port, now);
                return true;
            case EtherTypeIpv6 when available >= 40 && resolution.OnIcmpV6(ip, available, port, now):
                return true;
            case EtherTypeIpv6 when available >= 40 && IsOwn(AddressNumber.ReadIpv6(ip + 24)):
            case EtherTypeIpv4 when IsOwn(AddressNumber.ReadIpv4(ip + 16)):
                Answer(frame, length, port);
                return true;
            default:
                return false;
        }
    }

    private bool IsOwn(UInt128 address)
    {
        foreach (RouterPort port in ports)
        {
            if (port.Owns(address)) return true;
        }

        return false;
    }

    private void Answer(byte* frame, int length, RouterPort port)
    {
        if (length > MaxFrame) return;
        Unsafe.CopyBlockUnaligned(copy, frame, (uint)length);
        if (messages.TryAnswer(copy, length)) transmitter.TryInjectOn(copy, length, port.Number);
    }

    private bool RouteCopy(byte* frame, int length, RouterPort port)
    {
        if (length > MaxFrame) return false;
        Unsafe.CopyBlockUnaligned(copy, frame, (uint)length);
        return Prepare(copy, length, port, out ushort to) switch
        {
            Step.Go => transmitter.TryInjectOn(copy, length, to),
            Step.Waits => true,
            _ => false,
        };
    }

    // Makes the frame one for the next hop, in place.
    private Step Prepare(byte* frame, int length, RouterPort from, out ushort to)
    {
        byte* ip = frame + RouterFrame.EthernetHeader;
        bool isIpv4 = NetworkOrder.Read16(frame + 12) == EtherTypeIpv4;
        to = 0;
        if ((frame[0] & 1) != 0 || (!isIpv4 && (NetworkOrder.Read16(frame + 12) != EtherTypeIpv6 || length < RouterFrame.EthernetHeader + 40))) return Step.Nowhere;
        UInt128 destination = isIpv4 ? AddressNumber.ReadIpv4(ip + 16) : AddressNumber.ReadIpv6(ip + 24);
        if (ip[isIpv4 ? 8 : 7] <= 1) return Refuse(RouterError.TimeExceeded, frame, length, from);
        if (!routes.TryFind(destination, out to, out UInt128 nextHop)) return Refuse(RouterError.Unreachable, frame, length, from);
        RouterPort leaving = ports[to];
        if (length - RouterFrame.EthernetHeader > leaving.Mtu) return Refuse(RouterError.TooBig, frame, length, from, leaving.Mtu);
        if (neighbours.FindOrAdd(nextHop, to) is not { } neighbour) return Step.Nowhere;
        CountDown(ip, isIpv4);
        leaving.Mac.CopyTo(new Span<byte>(frame + 6, 6));
        if (!neighbour.IsKnown) return Wait(neighbour, nextHop, leaving, frame, length);
        if (now - neighbour.Confirmed > Stale) resolution.Ask(neighbour, nextHop, leaving, now);
        neighbour.Mac.CopyTo(new Span<byte>(frame, 6));
        return Step.Go;
    }

    private Step Refuse(RouterError error, byte* frame, int length, RouterPort from, int mtu = 0)
    {
        messages.Tell(error, frame, length, from, mtu);
        return Step.Nowhere;
    }

    private Step Wait(Neighbour neighbour, UInt128 address, RouterPort port, byte* frame, int length)
    {
        resolution.Ask(neighbour, address, port, now);
        if (neighbour.Waiting.Count == Neighbour.MostWaiting) return Step.Nowhere;
        neighbour.Waiting.Add(new ReadOnlySpan<byte>(frame, length).ToArray());
        return Step.Waits;
    }

    // RFC 1624: one less in the high byte of a word is 0x0100 more in the checksum.
    private static void CountDown(byte* ip, bool isIpv4)
    {
        if (!isIpv4)
        {
            ip[7]--;
            return;
        }

        ip[8]--;
        uint sum = NetworkOrder.Read16(ip + 10) + 0x0100u;
        NetworkOrder.Write16(ip + 10, (ushort)(sum + (sum >= 0xFFFF ? 1u : 0)));
    }
}
