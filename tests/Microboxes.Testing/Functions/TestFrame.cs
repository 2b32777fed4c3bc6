using System.Buffers.Binary;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Functions;

/// <summary>Writes a packet, IP header first, with the fields that NFs read.</summary>
internal static class TestFrame
{
    internal static int Write(Span<byte> frame, TestFlow flow, End sender, TestPacket packet, ref PacketDescriptor descriptor)
    {
        frame.Clear();
        (var from, var to) = sender == End.Client ? (flow.Client, flow.Server) : (flow.Server, flow.Client);
        (int fromPort, int toPort) = sender == End.Client ? (flow.ClientPort, flow.ServerPort) : (flow.ServerPort, flow.ClientPort);
        int network = flow.IsV6 ? 40 : 20;
        int transport = flow.Protocol == IpProtocol.Tcp ? 20 : 8;
        int length = network + transport + packet.Payload.Length;
        if (flow.IsV6) WriteV6(frame, flow, length - network);
        else WriteV4(frame, flow, length);
        from.GetAddressBytes().CopyTo(frame[(flow.IsV6 ? 8 : 12)..]);
        to.GetAddressBytes().CopyTo(frame[(flow.IsV6 ? 24 : 16)..]);
        Span<byte> header = frame[network..];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)fromPort);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)toPort);
        if (flow.Protocol == IpProtocol.Tcp) WriteTcp(header, packet);
        if (flow.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6) (header[0], header[1]) = ((byte)packet.IcmpType, (byte)packet.IcmpCode);
        packet.Payload.Span.CopyTo(frame[(network + transport)..]);
        descriptor.length = length;
        descriptor.wireLength = length;
        descriptor.transport = (ushort)network;
        descriptor.payload = network + transport;
        descriptor.payloadLength = packet.Payload.Length;
        descriptor.protocol = (byte)flow.Protocol;
        descriptor.version = (byte)(flow.IsV6 ? 6 : 4);
        return length;
    }

    private static void WriteV4(Span<byte> frame, TestFlow flow, int length)
    {
        frame[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)length);
        frame[9] = (byte)flow.Protocol;
    }

    private static void WriteV6(Span<byte> frame, TestFlow flow, int length)
    {
        frame[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)length);
        frame[6] = (byte)flow.Protocol;
    }

    private static void WriteTcp(Span<byte> header, TestPacket packet)
    {
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], packet.Sequence);
        header[12] = 0x50;
        header[13] = (byte)packet.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(header[14..], (ushort)packet.Window);
    }
}
