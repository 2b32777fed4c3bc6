using Microboxes.Host.Loading;
using Xunit;

namespace Microboxes.Host.Tests.Control.Reloading;

/// <summary>Old versions that stay in memory are reported, with what keeps them.</summary>
[Trait("Length", "slow")]
public sealed class LeakTests
{
    [Theory]
    [InlineData("partial void Started() => AppDomain.CurrentDomain.ProcessExit += (_, _) => packets.Add();", "EventHandler")]
    [InlineData("partial void Started() { var thread = new System.Threading.Thread(() => { packets.Add(); System.Threading.Thread.Sleep(1_000_000); }) { IsBackground = true }; thread.Start(); }", "thread")]
    public void Replaced_WhileSomethingKeepsTheOldVersion_IsALeakWithItsRoot(string keeps, string root)
    {
        using LiveRig rig = new(VersionedNf.Source("A", "one", members: keeps));
        rig.Drop("A/A.dll", VersionedNf.Source("A", "two"));
        LiveRig.Until(() => rig.Report().Reloads == 1);
        LiveRig.Until(() => rig.Report().Leaked.Count > 0);
        Assert.True(rig.Report().Collected < rig.Report().Retired);
        IReadOnlyList<string> path = Assert.Single(UnloadDoctor.Examine([.. rig.Plugins.Entries.SelectMany(e => e.Ledger.Remaining)])).Root;
        Assert.Contains(path, step => step.Contains(root, StringComparison.OrdinalIgnoreCase));
        Assert.True(path.Count > 1, string.Join(" -> ", path));
        rig.TrafficFlows("two");
    }
}
