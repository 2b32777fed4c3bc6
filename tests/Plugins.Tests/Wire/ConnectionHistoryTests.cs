using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Plugins.Tests.Wire;

public sealed class ConnectionHistoryTests
{
    private ConnectionHistory history;

    private string Letters => Encoding.ASCII.GetString(history.Letters);

    [Fact]
    public void Letters_OfAnOrdinaryConnection_AreZeeks()
    {
        Segment(End.Client, TcpFlags.Syn, 1);
        Segment(End.Server, TcpFlags.Syn | TcpFlags.Ack, 1);
        Segment(End.Client, TcpFlags.Ack, 2);
        Segment(End.Client, TcpFlags.Ack | TcpFlags.Psh, 2, payload: 100);
        Segment(End.Server, TcpFlags.Ack, 2);
        Segment(End.Server, TcpFlags.Ack, 2, payload: 500);
        Segment(End.Server, TcpFlags.Ack | TcpFlags.Fin, 502, payload: 0);
        Segment(End.Client, TcpFlags.Ack | TcpFlags.Fin, 102);
        Segment(End.Server, TcpFlags.Ack, 503);
        Assert.Equal("ShADadfF", Letters);
    }

    [Fact]
    public void Letters_FirstPacketFromTheServer_BeginWithTheFlip()
    {
        Segment(End.Server, TcpFlags.Syn | TcpFlags.Ack, 1);
        Segment(End.Client, TcpFlags.Ack, 1);
        Assert.Equal("^hA", Letters);
    }

    [Fact]
    public void Letters_OfRepeatedControlSegments_AppearAgainWithAnotherSequenceNumber()
    {
        Segment(End.Client, TcpFlags.Syn, 1);
        Segment(End.Client, TcpFlags.Syn, 1);
        Segment(End.Client, TcpFlags.Syn, 9);
        Segment(End.Server, TcpFlags.Rst, 0);
        Segment(End.Server, TcpFlags.Rst, 0);
        Segment(End.Server, TcpFlags.Rst, 5);
        Assert.Equal("SSrr", Letters);
    }

    [Fact]
    public void Letters_OfRetransmissionsWindowsAndGaps_AppearAtPowersOfTen()
    {
        for (int i = 0; i < 1000; i++) Segment(End.Client, TcpFlags.Ack, 1, payload: 1, facets: PacketFacets.Retransmission);
        for (int i = 0; i < 9; i++) Segment(End.Server, TcpFlags.Ack, 1, window: 0);
        for (int i = 0; i < 10; i++) history.Gap(End.Server);
        Assert.Equal("TDTTTawgg", Letters);
    }

    [Fact]
    public void Letters_OfOddFlags_AreIAndQ()
    {
        Segment(End.Client, TcpFlags.Syn | TcpFlags.Fin, 1);
        Segment(End.Server, TcpFlags.Fin | TcpFlags.Rst, 1);
        Assert.Equal("Qifr", Letters);
    }

    [Fact]
    public void Letters_MoreThanFit_AreLeftOut()
    {
        for (uint i = 0; i < 100; i++) Segment(End.Client, TcpFlags.Rst, i);
        Assert.Equal(new string('R', ConnectionHistory.Capacity), Letters);
    }

    [Fact]
    public void Size_OfTheStruct_IsEightyBytes() => Assert.Equal(80, Unsafe.SizeOf<ConnectionHistory>());

    private void Segment(End sender, TcpFlags flags, uint sequence, int payload = 0, int window = 100, PacketFacets facets = PacketFacets.None)
    {
        byte[] header = new byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), sequence);
        header[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)window);
        history.Segment(sender, header, payload, facets);
    }
}
