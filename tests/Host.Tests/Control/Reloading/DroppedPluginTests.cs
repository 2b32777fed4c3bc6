using Microboxes.Plugins.Functions;
using Microboxes.Host.Tests.Loading;
using Xunit;

namespace Microboxes.Host.Tests.Control.Reloading;

/// <summary>Plugins are dropped, replaced and removed in every way, while packets flow.</summary>
[Trait("Length", "slow")]
public sealed class DroppedPluginTests : IDisposable
{
    private readonly LiveRig rig = new();

    private readonly byte[] second;

    public DroppedPluginTests() => second = LiveRig.Compiled("A.dll", VersionedNf.Source("A", "two"));

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Replaced_ByRename_RunsTheNewVersion()
    {
        File.WriteAllBytes(rig.File("A/new.tmp"), second);
        File.Move(rig.File("A/new.tmp"), rig.File("A/A.dll"), overwrite: true);
        CheckSwapped();
    }

    [Fact]
    public void Replaced_BySlowCopy_RunsTheNewVersionOnce()
    {
        using (FileStream file = new(rig.File("A/A.dll"), FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            foreach (byte[] piece in second.Chunk((second.Length / 8) + 1))
            {
                file.Write(piece);
                file.Flush();
                Thread.Sleep(120);
            }
        }

        CheckSwapped();
        Assert.DoesNotContain(rig.Told, t => t.Contains("Quarantined", StringComparison.Ordinal));
    }

    [Fact]
    public void Replaced_ByADirectorySwap_RunsTheNewVersion()
    {
        Directory.CreateDirectory(rig.File("next"));
        File.WriteAllBytes(rig.File("next/A.dll"), second);
        Directory.Move(rig.File("A"), rig.File("before"));
        Directory.Move(rig.File("next"), rig.File("A"));
        CheckSwapped();
    }

    [Fact]
    public void Replaced_ByADamagedFile_KeepsTheOldVersion()
    {
        File.WriteAllBytes(rig.File("A/A.dll"), second[..(second.Length / 2)]);
        CheckRefused("Quarantined", $"The plugin {rig.File("A/A.dll")} is no .NET assembly or is damaged: build and copy it again.");
        File.WriteAllBytes(rig.File("A/A.dll"), second);
        CheckSwapped();
    }

    [Fact]
    public void Replaced_ByOneForANewerContract_KeepsTheOldVersion()
    {
        CompiledPlugin.WriteAgainstNewerContract(rig.File("A/A.dll"));
        string own = typeof(NetworkFunction).Assembly.GetName().Version!.ToString();
        CheckRefused("Incompatible", $"The plugin {rig.File("A/A.dll")} was built against version 99.0.0.0 of Microboxes.Plugins and this host has {own}: update the host or build the plugin against the older version.");
    }

    [Fact]
    public void Replaced_ByOneWithoutAnNf_KeepsTheOldVersion()
    {
        CompiledPlugin.Write(rig.File("A/A.dll"), "public class Nothing { }");
        CheckRefused("Quarantined", $"The plugin {rig.File("A/A.dll")} has no network function: derive a class from NetworkFunction and mark it with [NetworkFunction(\"Name\")], or remove the file.");
    }

    [Fact]
    public void Replaced_ByOneThatSubscribesOtherwise_KeepsTheOldVersion()
    {
        rig.Drop("A/A.dll", VersionedNf.Source("A", "two", port: "DATA_READY"));
        rig.Becomes("Incompatible");
        Assert.Contains("subscribes or publishes otherwise", rig.Report().Reason, StringComparison.Ordinal);
        rig.TrafficFlows("one");
    }

    [Fact]
    public void Replaced_ByOneThatThrows_KeepsTheOldVersion()
    {
        rig.Drop("A/A.dll", VersionedNf.Source("A", "two", onPacket: "if (inFlow == 3) throw new InvalidOperationException(\"no luck\");"));
        rig.Becomes("Quarantined");
        Assert.StartsWith("In a rehearsal of version ", rig.Report().Reason, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException (no luck)", rig.Report().Reason, StringComparison.Ordinal);
        rig.TrafficFlows("one");
    }

    [Fact]
    public void Replaced_ByOneThatNeverReturns_KeepsTheOldVersion()
    {
        rig.Drop("A/A.dll", VersionedNf.Source("A", "two", onPacket: "System.Threading.Thread.Sleep(100_000);"));
        rig.Becomes("Quarantined");
        Assert.Contains("did not come to the end of a rehearsal", rig.Report().Reason, StringComparison.Ordinal);
        rig.TrafficFlows("one");
    }

    [Fact]
    public void Dropped_WithANameThatAnotherHas_IsNotUsed()
    {
        Directory.CreateDirectory(rig.File("B"));
        File.WriteAllBytes(rig.File("B/B.dll"), second);
        rig.Becomes("Quarantined", "B");
        Assert.Equal($"Two NFs are called 'A', in {rig.File("A/A.dll")} and in {rig.File("B/B.dll")}: rename or remove one.", rig.Report("B").Reason);
        Assert.Equal("Active", rig.Report().State);
        rig.TrafficFlows("one");
    }

    [Fact]
    public void Dropped_WithANameThatNobodyWants_IsValidated()
    {
        rig.Drop("B.dll", VersionedNf.Source("B", "one"));
        rig.Becomes("Validated", "B");
        Assert.Equal("No application names it.", rig.Report("B").Reason);
    }

    [Fact]
    public void Removed_AndPutBack_IsOutAndThenInAgain()
    {
        Directory.Move(rig.File("A"), rig.File("away"));
        rig.Becomes("Disabled");
        long before = rig.Count("one");
        Assert.Equal($"The plugin {rig.File("A/A.dll")} was removed: put it back to use it again.", rig.Report().Reason);
        Directory.Move(rig.File("away"), rig.File("A"));
        rig.Becomes("Active");
        LiveRig.Until(() => rig.Count("one") > before);
        rig.OldVersionsLeave();
    }

    [Fact]
    public void Disabled_AndEnabled_ByAnOperator_IsOutAndThenInAgain()
    {
        rig.Plugins.Disable("A");
        rig.Becomes("Disabled");
        rig.Plugins.Enable("A");
        Assert.Equal(("Active", null), (rig.Report().State, rig.Report().Reason));
        rig.TrafficFlows("one");
    }

    [Fact]
    public void Reload_ByAnOperator_LoadsTheSameFileAnew()
    {
        rig.Plugins.Reload("A");
        Assert.Equal((1, 1, 0), (rig.Report().Reloads, rig.Report().Swaps, rig.Report().Refused));
        rig.TrafficFlows("one");
    }

    private void CheckSwapped()
    {
        LiveRig.Until(() => rig.Report().Reloads == 1);
        Assert.Equal(("Active", null), (rig.Report().State, rig.Report().Reason));
        rig.TrafficFlows("two");
        rig.OldVersionsLeave();
        FunctionReport function = Assert.Single(rig.End().Functions);
        Assert.Equal((0, null), (function.Missed, function.Failure));
        Assert.Equal(function.Events, rig.Count("one") + rig.Count("two"));
        Assert.Equal(1, rig.Report().Reloads);
    }

    private void CheckRefused(string state, string sentence)
    {
        rig.Becomes(state);
        Assert.StartsWith(sentence, rig.Report().Reason, StringComparison.Ordinal);
        Assert.EndsWith(" keeps running.", rig.Report().Reason, StringComparison.Ordinal);
        rig.TrafficFlows("one");
    }
}
