using Microboxes.Host.Stacks.Network.Fragments;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>The memory of assembled datagrams.</summary>
public sealed unsafe class AssembledBuffersTests
{
    private const int Bytes = 1 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TakeAndReturn_InRandomOrder_NeverGivesTheSameBytesTwice(int seed)
    {
        using AssembledBuffers buffers = new(Bytes);
        Random random = new(seed);
        List<(nint Address, int Length, byte Mark)> held = [];
        for (int i = 0; i < 20_000; i++)
        {
            if (held.Count > 0 && random.Next(100) < (i / 2000 % 2 == 0 ? 40 : 60)) ReturnOne(buffers, held, random.Next(held.Count));
            else TakeOne(buffers, held, random.Next(1, random.Next(4) == 0 ? 65576 : 3000), (byte)i);
            Assert.Equal(held.Count, buffers.InUse);
        }

        while (held.Count > 0) ReturnOne(buffers, held, held.Count - 1);
        AssertWhole(buffers);
    }

    [Fact]
    public void Return_OfWhatIsNotInUse_ChangesNothing()
    {
        using AssembledBuffers buffers = new(Bytes);
        byte* a = buffers.Take(5000);
        byte* b = buffers.Take(5000);
        byte stranger = 0;
        buffers.Return(a);
        buffers.Return(a);
        buffers.Return(b + 1);
        buffers.Return(b + 2048);
        buffers.Return(&stranger);
        buffers.Return(null);
        Assert.Equal(1, buffers.InUse);
        buffers.Return(b);
        AssertWhole(buffers);
    }

    private static void TakeOne(AssembledBuffers buffers, List<(nint, int, byte)> held, int length, byte mark)
    {
        byte* buffer = buffers.Take(length);
        if (buffer == null) return;
        Assert.True(buffers.Contains(buffer) && buffers.Contains(buffer + length - 1));
        new Span<byte>(buffer, length).Fill(mark);
        held.Add(((nint)buffer, length, mark));
    }

    private static void ReturnOne(AssembledBuffers buffers, List<(nint Address, int Length, byte Mark)> held, int index)
    {
        (nint address, int length, byte mark) = held[index];
        held.RemoveAt(index);
        Assert.False(new ReadOnlySpan<byte>((byte*)address, length).ContainsAnyExcept(mark));
        buffers.Return((byte*)address);
    }

    /// <summary>All has grown together again: as many of the largest as there were at first.</summary>
    private static void AssertWhole(AssembledBuffers buffers)
    {
        for (int i = 0; i < Bytes >> 17; i++) Assert.True(buffers.Take(128 << 10) != null);
        Assert.True(buffers.Take(1) == null);
    }
}
