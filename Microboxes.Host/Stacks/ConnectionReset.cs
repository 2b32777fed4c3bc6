using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>
/// Resets a connection both ways with the headers of one of its packets: each end gets a RST that its peer might have sent, with exactly the sequence number that end
/// expects next, because it obeys no other (RFC 5961 §3.2). Prepared before the packet is sent on, and sent after it.
/// </summary>
internal sealed unsafe class ConnectionReset : IDisposable
{
    private const int MostLinkBytes = 22; // Ethernet with two VLAN tags
    private const int EthernetAddresses = 12;
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;
    private const int TcpHeader = 20;
    private const int MostFrameBytes = 96;
    private const byte HopLimit = 64;

    private readonly byte* toReceiver = (byte*)NativeMemory.AlignedAlloc(2 * MostFrameBytes, 64);
    private readonly byte* toSender;
    private uint senderNext;
    private uint receiverNext;
    private uint sequence;
    private uint endSequence;
    private int link;
    private int header;
    private int length;
    private ushort port;

    internal ConnectionReset() => toSender = toReceiver + MostFrameBytes;

    /// <summary>RSTs sent.</summary>
    internal long Sent { get; private set; }

    /// <summary>Takes what is needed from a packet that is still there.</summary>
    /// <param name="packet">A packet of the connection.</param>
    /// <param name="last">Its last event, null where it has none: the connection's state after it.</param>
    /// <returns>False when its link layer does not tell how to answer.</returns>
    internal bool TryPrepare(PacketDescriptor* packet, Event* last)
    {
        if (packet->protocol != (byte)IpProtocol.Tcp || (packet->marks & (byte)PacketMarks.Reassembled) != 0 || !HasPlainLink(packet)) return false;
        byte* tcp = packet->data + packet->transport;
        if (packet->transport + TcpHeader > packet->length || (tcp[13] & (byte)TcpFlags.Rst) != 0) return false;
        link = packet->network;
        header = packet->version == 4 ? Ipv4Header : Ipv6Header;
        length = link + header + TcpHeader;
        port = packet->port;
        ReadNumbers(packet, last, tcp);
        WriteHeaders(packet, toReceiver);
        NativeMemory.Copy(toReceiver, toSender, (nuint)length);
        TurnAround(packet, toSender);
        return true;
    }

    /// <summary>Sends both.</summary>
    /// <param name="sink">Where packets go on to.</param>
    /// <param name="wasSent">Whether the packet itself went on: its receiver then expects what follows it.</param>
    internal void Send(IPacketSink sink, bool wasSent)
    {
        uint expected = !wasSent && endSequence == senderNext ? sequence : senderNext;
        Finish(toReceiver, expected, receiverNext);
        Finish(toSender, receiverNext, senderNext);
        if (sink.TryInject(toReceiver, length, port)) Sent++;
        if (sink.TryInject(toSender, length, sink.OtherSide(port))) Sent++;
    }

    public void Dispose() => NativeMemory.AlignedFree(toReceiver);

    private static bool HasPlainLink(PacketDescriptor* packet)
    {
        if (packet->linkLayer == (byte)LinkLayer.RawIp) return packet->network == 0;
        if (packet->linkLayer != (byte)LinkLayer.Ethernet || packet->network > MostLinkBytes || packet->network < EthernetAddresses + 2) return false;
        return NetworkOrder.Read16(packet->data + packet->network - 2) is 0x0800 or 0x86DD;
    }

    private void ReadNumbers(PacketDescriptor* packet, Event* last, byte* tcp)
    {
        sequence = NetworkOrder.Read32(tcp + 4);
        endSequence = sequence + (uint)packet->payloadLength + ((tcp[13] & (byte)TcpFlags.Syn) != 0 ? 1u : 0u) + ((tcp[13] & (byte)TcpFlags.Fin) != 0 ? 1u : 0u);
        senderNext = endSequence;
        receiverNext = (tcp[13] & (byte)TcpFlags.Ack) != 0 ? NetworkOrder.Read32(tcp + 8) : 0;
        if (last == null || (last->snapshot.clientState | last->snapshot.serverState) == 0) return;
        bool ofClient = last->Sender == End.Client;
        senderNext = ofClient ? last->snapshot.clientNext : last->snapshot.serverNext;
        receiverNext = ofClient ? last->snapshot.serverNext : last->snapshot.clientNext;
    }

    // As the packet's own sender would: addresses and ports as they are, no options.
    private void WriteHeaders(PacketDescriptor* packet, byte* frame)
    {
        NativeMemory.Copy(packet->data, frame, (nuint)link);
        byte* from = packet->data + packet->network;
        byte* ip = frame + link;
        byte* tcp = ip + header;
        new Span<byte>(ip, header + TcpHeader).Clear();
        if (packet->version == 4)
        {
            ip[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(new(ip + 2, 2), Ipv4Header + TcpHeader);
            ip[6] = 0x40; // don't fragment
            ip[8] = HopLimit;
            ip[9] = (byte)IpProtocol.Tcp;
            NativeMemory.Copy(from + 12, ip + 12, 8);
        }
        else
        {
            ip[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(new(ip + 4, 2), TcpHeader);
            ip[6] = (byte)IpProtocol.Tcp;
            ip[7] = HopLimit;
            NativeMemory.Copy(from + 8, ip + 8, 32);
        }

        NativeMemory.Copy(packet->data + packet->transport, tcp, 4);
        tcp[12] = TcpHeader / 4 << 4;
        tcp[13] = (byte)(TcpFlags.Rst | TcpFlags.Ack);
    }

    private void TurnAround(PacketDescriptor* packet, byte* frame)
    {
        if (packet->linkLayer == (byte)LinkLayer.Ethernet) Exchange(frame, frame + 6, 6);
        byte* ip = frame + link;
        if (packet->version == 4) Exchange(ip + 12, ip + 16, 4);
        else Exchange(ip + 8, ip + 24, 16);
        Exchange(ip + header, ip + header + 2, 2);
    }

    private static void Exchange(byte* left, byte* right, int bytes)
    {
        for (int i = 0; i < bytes; i++) (left[i], right[i]) = (right[i], left[i]);
    }

    private void Finish(byte* frame, uint number, uint acknowledged)
    {
        byte* ip = frame + link;
        byte* tcp = ip + header;
        BinaryPrimitives.WriteUInt32BigEndian(new(tcp + 4, 4), number);
        BinaryPrimitives.WriteUInt32BigEndian(new(tcp + 8, 4), acknowledged);
        if (header == Ipv4Header) ChecksumRenewal.WriteIpv4Header(ip, Ipv4Header);
        ChecksumRenewal.WriteTransport(ip, header == Ipv4Header ? 4 : 6, (byte)IpProtocol.Tcp, tcp, TcpHeader, 16);
    }
}
