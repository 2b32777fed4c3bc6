using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Plugins.Tests.Wire;

public sealed class SequenceNumberTests
{
    [Theory]
    [InlineData(1u, 2u, true)]
    [InlineData(2u, 1u, false)]
    [InlineData(0xFFFF_FFFFu, 0u, true)]
    [InlineData(0u, 0xFFFF_FFFFu, false)]
    [InlineData(7u, 7u, false)]
    public void LessThan_AcrossTheWrap_FollowsModularOrder(uint left, uint right, bool expected) =>
        Assert.Equal(expected, new SequenceNumber(left) < new SequenceNumber(right));

    [Fact]
    public void Add_PastTheLargest_Wraps() => Assert.Equal(new SequenceNumber(4), new SequenceNumber(0xFFFF_FFFEu) + 6);
}
