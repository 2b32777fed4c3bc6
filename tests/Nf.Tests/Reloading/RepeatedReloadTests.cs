using Microboxes.Host;
using Microboxes.Host.Lanes;
using Xunit;

namespace Microboxes.Nf.Tests.Reloading;

/// <summary>NFs replaced again and again while packets flow give what they give when they are left alone.</summary>
[Trait("Length", "slow")]
public sealed class RepeatedReloadTests : IDisposable
{
    private const string Traffic = "mem:flows=800,concurrent=60,size=6000,ip=both,loss=0.02,reorder=0.03,duplicate=0.01,rst=0.05";

    private readonly DroppedFunctions dropped = new();

    public void Dispose() => dropped.Dispose();

    [Theory]
    [InlineData("Packed", 1)]
    [InlineData("Dedicated", 1)]
    [InlineData("Packed", 2)]
    [InlineData("Inline", 1)]
    public void Functions_ReplacedAHundredTimes_WriteAndCountTheSame(string how, int stacks)
    {
        Placement placement = Enum.Parse<Placement>(how);
        // Which flows share a stack line is another matter in every run: totals by line are left out where there are several.
        string[] functions = stacks == 1 ? DroppedFunctions.All : ["Firewall", "Logger", "Digest"];
        (PlaneReport plain, IReadOnlyDictionary<string, string[]> expected) = dropped.Run(Traffic, functions, placement, stacks: stacks);
        (PlaneReport report, IReadOnlyDictionary<string, string[]> actual) = dropped.Run(Traffic, functions, placement, (int)(plain.Packets / 102), stacks);
        foreach (string function in functions) Assert.Equal(expected[function], actual[function]);
        Assert.NotEmpty(expected["Digest"]);
        Assert.Equal(plain.Functions.Select(Text), report.Functions.Select(Text));
        PluginReport[] used = [.. report.Plugins.Where(p => p.Functions.Any(functions.Contains))];
        Assert.Equal(functions.Length, used.Length);
        foreach (PluginReport plugin in used)
        {
            Assert.True(plugin.Reloads >= 100 && plugin.Swaps == stacks * plugin.Reloads, $"{plugin.Name}: {plugin.Reloads} reloads, {plugin.Swaps} swaps");
            Assert.Equal((0, "Active"), (plugin.Refused, plugin.State));
            Assert.Equal(plugin.Retired, plugin.Collected);
            Assert.True(plugin.LongestPause > TimeSpan.Zero && plugin.LongestPause >= plugin.LongestWork);
        }
    }

    private static string Text(FunctionReport function) =>
        $"{function.Name} {function.Events} {function.Missed} {function.Lost} {function.Failure} {string.Join(' ', function.Counters.Select(c => $"{c.Key}={c.Value}"))}";
}
