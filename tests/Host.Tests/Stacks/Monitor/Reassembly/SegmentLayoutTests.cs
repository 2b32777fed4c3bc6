using System.Runtime.CompilerServices;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed class SegmentLayoutTests
{
    [Fact]
    public void NodeAndList_FitOneCell()
    {
        Assert.Equal(SegmentCells.CellBytes, Unsafe.SizeOf<SegmentNode>());
        Assert.InRange(Unsafe.SizeOf<SegmentList>(), 1, SegmentCells.CellBytes);
    }

    [Fact]
    public void CopyBlock_IsItsHeader() => Assert.Equal(CopyBlock.HeaderBytes, Unsafe.SizeOf<CopyBlock>());
}
