using Microboxes.Host.Flows;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Retention;

public sealed unsafe class RetainedStreamsTests : IDisposable
{
    private readonly RetentionRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Read_LaterBytes_AreNotShownToAnEarlierEvent()
    {
        FlowRecord* flow = rig.Open(1);
        long first = rig.Append(flow, "abc"u8);
        long second = rig.Append(flow, "def"u8);
        Assert.Equal("abc"u8, rig.Read(first, 0, 10));
        Assert.Equal("abcdef"u8, rig.Read(second, 0, 10));
        Assert.Equal("de"u8, rig.Read(second, 3, 2));
        Assert.Empty(rig.Read(first, 3, 10));
    }

    [Fact]
    public void Read_FurtherBackThanTheRetention_GivesNothingEvenIfStillThere()
    {
        FlowRecord* flow = rig.Open(1);
        long last = rig.Append(flow, Bytes(RetentionRig.Retain + 1));
        Assert.Empty(rig.Read(last, 0, 10));
        Assert.Equal(Bytes(11)[1..], rig.Read(last, 1, 10));
    }

    [Fact]
    public void Read_AtAGap_EndsThere()
    {
        FlowRecord* flow = rig.Open(1);
        rig.Append(flow, "abc"u8);
        rig.Skip(flow, 5);
        long last = rig.Append(flow, "xyz"u8);
        Assert.Equal("bc"u8, rig.Read(last, 1, 10));
        Assert.Empty(rig.Read(last, 3, 10));
        Assert.Equal("xyz"u8, rig.Read(last, 8, 10));
    }

    [Fact]
    public void Read_StreamBegunAnew_ShowsEachEventItsOwn()
    {
        FlowRecord* flow = rig.Open(1);
        long before = rig.Append(flow, "old bytes"u8);
        flow->client.frontier = 0;
        long after = rig.Append(flow, "new"u8);
        Assert.Equal("old bytes"u8, rig.Read(before, 0, 10));
        Assert.Equal("new"u8, rig.Read(after, 0, 10));
    }

    [Fact]
    public void Reclaim_ReaderBehind_KeepsWhatItsEventsMayShow()
    {
        FlowRecord* flow = rig.Open(1);
        long first = rig.Append(flow, Bytes(2000));
        rig.Pass(first - 1);
        for (int i = 0; i < 20; i++) rig.Append(flow, Bytes(2000));
        int behind = rig.Used;
        rig.Pass(first - 1);
        Assert.Equal(behind, rig.Used);
        Assert.Equal(Bytes(2000), rig.Read(first, 0, 2000));
    }

    [Fact]
    public void Reclaim_HeadMoved_FreesOnlyWhenThoseWhoCameByTheOldHeadAreGone()
    {
        FlowRecord* flow = rig.Open(1);
        for (int i = 0; i < 20; i++) rig.Append(flow, Bytes(2000));
        long last = rig.Append(flow, "x"u8);
        int all = rig.Used;
        rig.Pass(last - 1);
        Assert.Equal(all, rig.Used);
        rig.Pass(last);
        Assert.InRange(rig.Used, 1, 5);
    }

    [Fact]
    public void Reclaim_LongStreams_UseTheSameBlocksAgain()
    {
        FlowRecord* flow = rig.Open(1);
        for (int i = 0; i < 5000; i++) rig.Pass(rig.Append(flow, Bytes(700)));
        Assert.InRange(rig.Streams.Pool.Peak, 2, 8);
    }

    [Fact]
    public void End_AllPassed_GivesEverythingBack()
    {
        FlowRecord* flow = rig.Open(1);
        FlowRecord* other = rig.Open(2);
        long kept = rig.Append(other, "kept"u8);
        for (int i = 0; i < 20; i++) rig.Append(flow, Bytes(2000));
        rig.EndFlow(flow);
        long last = rig.Append(other, " too"u8);
        rig.Pass(last - 1);
        Assert.NotEqual(1, rig.Used);
        rig.Pass(last);
        Assert.Equal(1, rig.Used);
        Assert.Equal("kept too"u8, rig.Read(last, 0, 10));
        Assert.Equal("kept"u8, rig.Read(kept, 0, 10));
    }

    [Fact]
    public void Append_AtTheCap_EndsTheFlowsRetentionAndCounts()
    {
        using RetentionRig small = new(maxBytes: 4 * 2048);
        FlowRecord* flow = small.Open(1);
        FlowRecord* other = small.Open(2);
        long whole = small.Append(other, "whole"u8);
        long last = 0;
        for (int i = 0; i < 10; i++) last = small.Append(flow, Bytes(1000));
        Assert.Equal(1, small.Counters.RetentionEnded);
        Assert.InRange(small.Counters.UnretainedBytes, 10_000 - (3 * 2048), 9000);
        Assert.Empty(small.Read(last, 9000, 10));
        Assert.Equal("whole"u8, small.Read(whole, 0, 10));
        small.EndFlow(flow);
        small.Pass(small.Append(other, "!"u8));
        Assert.Equal(1, small.Used);
        Assert.Equal(1, small.Counters.RetentionEnded);
    }

    [Theory]
    [InlineData(0, "abcdef", 0, 0)]
    [InlineData(2, "cXeY", 1, 3)]
    [InlineData(2, "cXY", 2, 3)]
    [InlineData(4, "ef", 0, 0)]
    [InlineData(5, "?", 1, 5)]
    public void Compare_BytesSentAgain_FindsTheFirstRunThatDiffers(int offset, string text, int length, int at)
    {
        FlowRecord* flow = rig.Open(1);
        rig.Append(flow, "abcdef"u8);
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        fixed (byte* data = bytes)
        {
            uint run = rig.Streams.Compare(flow, End.Client, (ulong)offset, data, (uint)bytes.Length, 6, out ulong differs);
            Assert.Equal((length, at), ((int)run, (int)differs));
        }
    }

    [Fact]
    public void Compare_RunAcrossBlocks_IsOneRun()
    {
        FlowRecord* flow = rig.Open(1);
        rig.Append(flow, new byte[3000]);
        byte[] bytes = [.. Enumerable.Repeat((byte)1, 2500)];
        fixed (byte* data = bytes)
        {
            uint run = rig.Streams.Compare(flow, End.Client, 100, data, (uint)bytes.Length, 3000, out ulong differs);
            Assert.Equal((2500u, 100ul), (run, differs));
        }
    }

    [Fact]
    public void Append_SteadyState_AllocatesNothing()
    {
        FlowRecord* flow = rig.Open(1);
        byte[] bytes = Bytes(900);
        byte[] buffer = new byte[900];
        for (int i = 0; i < 2000; i++) rig.Pass(rig.Append(flow, bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 0;
        for (int i = 0; i < 2000; i++)
        {
            long sequence = rig.Append(flow, bytes);
            read += rig.Read(sequence, (uint)flow->client.frontier - 900, buffer.AsSpan());
            rig.Pass(sequence);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2000 * 900, read);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];
}
