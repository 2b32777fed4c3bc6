using Microboxes.Host.Observability;
using Microboxes.Host.Stacks.Network.Fragments;
using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Floods, caps and what they cost.</summary>
public sealed class DefragmenterLimitTests
{
    private const int SmallestMemory = 33 * PagePool.BytesPerPage;

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flood_OfFragmentsThatNeverComplete_StaysWithinItsMemoryAndLetsOthersThrough(int version)
    {
        const long Memory = 400 * PagePool.BytesPerPage;
        using DefragmenterRig rig = new(new() { MaxMemory = Memory, MaxDatagrams = 1000 });
        for (uint i = 0; i < 50_000; i++)
        {
            Assert.Null(rig.Give(new FragmentSource(version) { Identification = i }.Fragment((int)(i % 8000) * 8, true, 8, 1)));
            Assert.InRange(rig.Defragmenter.MemoryInUse, 1, Memory);
            if (i % 1000 == 0) CompleteOne(rig, new(version) { Source = 99, Identification = i });
        }

        Assert.Equal(50, rig.Defragmenter.Completed);
        Assert.Equal(50_000 - rig.Defragmenter.Waiting, rig.Drops[DropReason.FragmentMemory]);
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(6, 4)]
    public void Flood_OfDatagrams_GivesUpTheOldestAtTheCap(int oldest, int other)
    {
        using DefragmenterRig rig = new(new() { MaxDatagrams = 100 });
        for (uint i = 0; i < 101; i++) Assert.Null(rig.Give(new FragmentSource(i % 2 == 0 ? oldest : other) { Identification = i }.Fragment(0, true, 8, 1), time: i));
        Assert.Equal((100, 1), (rig.Defragmenter.Datagrams, rig.Drops[DropReason.FragmentMemory]));
        Assert.NotNull(rig.Give(new FragmentSource(other) { Identification = 1 }.Fragment(8, false, 8, 1), time: 200));
        Assert.Null(rig.Give(new FragmentSource(oldest) { Identification = 0 }.Fragment(8, false, 8, 1), time: 200));
    }

    [Fact]
    public void Flood_OfFragmentsOfOneDatagram_IsRefusedAtTheCap()
    {
        using DefragmenterRig rig = new(new() { MaxFragmentsPerDatagram = 64 });
        FragmentSource source = new(4);
        for (int i = 0; i < 1000; i++) Assert.Null(rig.Give(source.Fragment(i % 8 * 8, true, 8, (byte)i)));
        Assert.Equal((64L, 936), (rig.Defragmenter.Waiting, rig.Drops[DropReason.FragmentMemory]));
    }

    /// <summary>Under the smallest memory the largest datagram still fits, at the expense of all others.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1600)]
    public void Datagram_OfTheGreatestLengthInTheLeastMemory_IsPutTogether(int sentBeforeTheOther)
    {
        using DefragmenterRig rig = new(new() { MaxMemory = 1, MaxAssembledMemory = 1 });
        FragmentSource source = new(6);
        byte[] payload = new byte[65535];
        new Random(5).NextBytes(payload);
        for (int start = 0; start < 64000; start += 1600)
        {
            if (start == sentBeforeTheOther) Assert.Null(rig.Give(new FragmentSource(6) { Source = 3 }.Fragment(0, true, 8, 1)));
            Assert.Null(rig.Give(source.Fragment(start, true, payload.AsSpan(start, 1600))));
        }

        Assert.Equal(source.Whole(payload), rig.Give(source.Fragment(64000, false, payload.AsSpan(64000))));
        Assert.Equal(1, rig.Drops[DropReason.FragmentMemory]);
        Assert.InRange(rig.Defragmenter.MemoryInUse, 0, SmallestMemory);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    [InlineData(6, 1)]
    public void Datagram_WithoutAnAssembledBuffer_IsDroppedAndTheNextOneAfterReleaseIsNot(int version, int fragments)
    {
        using DefragmenterRig rig = new(new() { MaxAssembledMemory = 128 << 10 });
        FragmentSource source = new(version);
        List<nint> leases = [];
        while (Complete(rig, source, fragments)) leases.Add(rig.Last.lease);
        Assert.Equal(64, leases.Count);
        Assert.Equal(leases.Count, rig.Defragmenter.Leased);
        Assert.Equal(fragments, rig.Drops[DropReason.FragmentMemory]);
        rig.Defragmenter.Release(leases[7]);
        Assert.True(Complete(rig, source, fragments));
        Assert.Equal(leases[7], rig.Last.lease);
        foreach (nint lease in leases) rig.Defragmenter.Release(lease);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Drain_WithFragmentsWaiting_CountsEachAsIncomplete(int version)
    {
        using DefragmenterRig rig = new();
        for (uint i = 0; i < 30; i++) Assert.Null(rig.Give(new FragmentSource(version) { Identification = i % 7 }.Fragment(8, true, 8, 1)));
        rig.Drain();
        Assert.Equal(30, rig.Drops[DropReason.FragmentIncomplete]);
    }

    [Fact]
    public void SteadyState_OfFragmentsOfAllKinds_AllocatesNoManagedMemory()
    {
        FragmentSource[] sources = [new(4), new(6)];
        byte[][] packets = [.. sources.SelectMany(s => (byte[][])[s.Fragment(0, true, 1400, 1), s.Fragment(0, true, 1400, 2), s.Fragment(2800, false, 3, 3), s.Fragment(1400, true, 1400, 2), s.Fragment(9, true, 9, 1)])];
        using Defragmenter defragmenter = new(new() { MaxDatagrams = 64 }, new());
        Replay(defragmenter, packets, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int completed = Replay(defragmenter, packets, 2000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4000, completed);
    }

    private static unsafe int Replay(Defragmenter defragmenter, byte[][] packets, int rounds)
    {
        int completed = 0;
        for (int round = 0; round < rounds; round++)
        for (int i = 0; i < packets.Length; i++)
        fixed (byte* data = packets[i])
        {
            PacketDescriptor packet = default;
            packet.data = data;
            packet.length = packets[i].Length;
            packet.timestamp = round * 1000L;
            if (!defragmenter.Accept(ref packet, data[0] == 0x60 ? 40 : 0)) continue;
            completed++;
            defragmenter.Release(packet.lease);
        }

        return completed;
    }

    private static void CompleteOne(DefragmenterRig rig, FragmentSource source)
    {
        Assert.Null(rig.Give(source.Fragment(8, false, 3, 2)));
        Assert.NotNull(rig.Give(source.Fragment(0, true, 8, 1)));
    }

    private static bool Complete(DefragmenterRig rig, FragmentSource source, int fragments)
    {
        if (fragments == 1) return rig.GiveAndHold(source.Fragment(0, false, 11, 1)) != null;
        Assert.Null(rig.GiveAndHold(source.Fragment(8, false, 3, 2)));
        return rig.GiveAndHold(source.Fragment(0, true, 8, 1)) != null;
    }
}
