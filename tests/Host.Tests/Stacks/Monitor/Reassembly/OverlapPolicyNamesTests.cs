using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed class OverlapPolicyNamesTests
{
    [Theory]
    [InlineData("first", nameof(OverlapPolicy.First))]
    [InlineData("BSD", nameof(OverlapPolicy.Bsd))]
    [InlineData("OLD_LINUX", nameof(OverlapPolicy.OldLinux))]
    [InlineData("old-linux", nameof(OverlapPolicy.OldLinux))]
    [InlineData("Windows2K3", nameof(OverlapPolicy.Windows2003))]
    [InlineData("win-2003", nameof(OverlapPolicy.Windows2003))]
    [InlineData("hpux", nameof(OverlapPolicy.HpUx11))]
    [InlineData("bsd-right", nameof(OverlapPolicy.Bsd))]
    public void TryParse_AnySpelling_FindsThePolicy(string name, string expected)
    {
        Assert.True(OverlapPolicyNames.TryParse(name, out OverlapPolicy policy));
        Assert.Equal(expected, policy.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("plan9")]
    public void TryParse_UnknownName_IsRefused(string? name) => Assert.False(OverlapPolicyNames.TryParse(name, out _));

    [Fact]
    public void Shown_Names_CoverEachPolicyOnce() => Assert.Equal(
        Enum.GetValues<OverlapPolicy>(),
        OverlapPolicyNames.Shown.Select(name => OverlapPolicyNames.TryParse(name, out OverlapPolicy policy) ? policy : default).Order());
}
