using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Loading;
using Microboxes.Host.Tests.Control;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Loading;

/// <summary>Plugins that were built apart share event types by path and layout, each with a struct of its own.</summary>
public sealed class SharedEventTypeTests
{
    private const string Detector = """
        using Microboxes.Plugins.Events;
        using Microboxes.Plugins.Functions;
        public enum Severity : byte { Low = 1, High = 2 }
        public struct Alert { public long Number; public Severity Severity; public int Rule; }
        [NetworkFunction("Detector")]
        public class Detector : NetworkFunction
        {
            private long number;
            protected override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT", half: "sending").Publish<Alert>("EVENT/IDS_ALERT");
            protected override void OnBatch(EventBatch batch)
            {
                while (batch.MoveNext()) Publish(0, in batch.Current, new Alert { Number = ++number, Severity = Severity.High, Rule = 7 });
            }
        }
        """;

    [Fact]
    public void Run_WithStructsLaidOutAlike_ReadsWhatTheOtherPluginWrote()
    {
        using TemporaryFolder folder = new();
        PlaneReport report = Run(folder, Reader("public struct Seen { public long Number; public byte Severity; public int Rule; }", "seen.Number * 100 + seen.Severity * 10 + seen.Rule"));
        FunctionReport reader = report.Functions.Single(f => f.Name == "Reader");
        Assert.Null(reader.Failure);
        Assert.Equal(report.Packets, reader.Events);
        Assert.Equal((100 * (reader.Events * (reader.Events + 1) / 2)) + (27 * reader.Events), Assert.Single(reader.Counters).Value);
    }

    [Fact]
    public void Run_WithAReaderOfTheFirstFields_ReadsThem()
    {
        using TemporaryFolder folder = new();
        PlaneReport report = Run(folder, Reader("public struct Seen { public long Number; }", "seen.Number"));
        FunctionReport reader = report.Functions.Single(f => f.Name == "Reader");
        Assert.Equal(reader.Events * (reader.Events + 1) / 2, Assert.Single(reader.Counters).Value);
    }

    [Fact]
    public void Build_WithStructsLaidOutDifferently_IsRefusedNamingBoth()
    {
        using TemporaryFolder folder = new();
        string reader = Reader("public struct Seen { public int Rule; public byte Severity; public long Number; }", "seen.Number");
        PlanException mistake = Assert.Throws<PlanException>(() => Run(folder, reader));
        Assert.Equal(
            "Detector publishes EVENT/IDS_ALERT with 'Int64 Number at 0, Byte Severity at 8, Int32 Rule at 12', "
            + "but Reader reads 'Int32 Rule at 0, Byte Severity at 4, Int64 Number at 8': build both with the same struct.",
            mistake.Message);
    }

    private static string Reader(string payload, string value) => $$"""
        using Microboxes.Plugins.Events;
        using Microboxes.Plugins.Functions;
        {{payload}}
        [NetworkFunction("Reader")]
        public class Reader : NetworkFunction
        {
            protected override void Declare(NfDeclaration declaration) => declaration.Subscribe<Seen>("EVENT/IDS_ALERT");
            protected override void OnBatch(EventBatch batch)
            {
                NfCounter sum = Services.Counters.Counter("sum");
                while (batch.MoveNext())
                {
                    ref readonly Seen seen = ref PayloadOf<Seen>(in batch.Current);
                    sum.Add({{value}});
                }
            }
        }
        """;

    private static PlaneReport Run(TemporaryFolder folder, string reader)
    {
        CompiledPlugin.Write(Path.Combine(folder.FullName, "Detector.dll"), Detector);
        CompiledPlugin.Write(Path.Combine(folder.FullName, "Reader.dll"), reader);
        PluginCatalog catalog = new(folder.FullName);
        HostOptions options = TestPlane.Options(0, Placement.Packed, "mem:flows=50");
        options.Applications[0].Functions.AddRange([new() { Function = "Reader" }, new() { Function = "Detector" }]);
        using Plane plane = Plane.Build(options, new Microboxes.Host.Commands.DemoOutputs(), catalog.Create);
        plane.Run(TestContext.Current.CancellationToken);
        return plane.Report();
    }
}
