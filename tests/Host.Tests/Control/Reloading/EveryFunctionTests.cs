using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Reloading;
using Xunit;

namespace Microboxes.Host.Tests.Control.Reloading;

public sealed class EveryFunctionTests
{
    private static readonly ApplicationOptions Wishes = new()
    {
        Name = "a",
        Functions = [new() { Function = "B", Mode = FunctionMode.Inline }, new() { Function = "*", Output = "o" }, new() { Function = "Absent" }],
    };

    [Fact]
    public void Resolve_AStar_IsEveryFunctionThatIsNotNamed()
    {
        Assert.Equal(["B Inline ", "A Tap o", "C Tap o", "Absent  "], Resolved(mayBeAbsent: false));
        Assert.Equal(["B Inline ", "A Tap o", "C Tap o"], Resolved(mayBeAbsent: true));
    }

    [Fact]
    public void Add_AFunction_ExtendsTheApplicationsThatWantIt()
    {
        ApplicationOptions running = new() { Name = "a", Functions = [new() { Function = "B" }] };
        ApplicationOptions other = new() { Name = "other", Functions = [new() { Function = "B" }] };
        List<ApplicationOptions> next = EveryFunction.Add("Absent", [running, other], [Wishes, other]);
        Assert.Equal(["B", "Absent"], next[0].Functions.Select(f => f.Function));
        Assert.Same(other, next[1]);
        Assert.Same(running, EveryFunction.Add("B", [running], [Wishes])[0]);
    }

    [Fact]
    public void Wish_OfAnInlineStar_IsInline() =>
        Assert.Equal(FunctionMode.Inline, EveryFunction.Wish(new() { Functions = [new() { Function = "*", Mode = FunctionMode.Inline }] }, "X")!.Mode);

    private static IEnumerable<string> Resolved(bool mayBeAbsent) =>
        EveryFunction.Resolve([Wishes], ["C", "A", "B"], mayBeAbsent)[0].Functions.Select(f => $"{f.Function} {f.Mode} {f.Output}");
}
