using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microboxes.Host.Tests.Commands;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Control.Planning;

/// <summary>Each configuration in tests/scenarios/plans, whose functions functions.json declares, gives the plan that is committed beside it. A new case is a file.</summary>
public sealed class PlanScenarioTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Folder = Repository.Path("tests", "scenarios", "plans");

    public static TheoryData<string> Scenarios =>
        [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n != "functions" && !n.EndsWith(".golden", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Plan_InWords_IsTheGolden(string scenario)
    {
        CommandRun run = Plan(scenario);
        Compare($"{scenario}.golden.txt", run.Output + run.Error);
        Assert.Equal(run.Error.Length == 0 ? 0 : 2, run.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Plan_AsJson_IsTheGolden(string scenario)
    {
        CommandRun run = Plan(scenario, "--json");
        Compare($"{scenario}.golden.json", run.Json.ToJsonString(Indented) + "\n");
        Assert.Empty(run.Error);
        Assert.Equal(((JsonArray)run.Json["faults"]!).Count == 0 ? 0 : 2, run.ExitCode);
    }

    [Fact]
    public void Scenarios_OfEveryKind_AreCommitted() => Assert.True(Scenarios.Count >= 12);

    private static CommandRun Plan(string scenario, params string[] more) => CommandRun.Of(
        new FakePlane(), ["plan", Path.Combine(Folder, $"{scenario}.json"), "--declarations", Path.Combine(Folder, "functions.json"), "--explain", .. more]);

    private static void Compare(string golden, string actual)
    {
        string committed = Path.Combine(Folder, golden);
        if (File.Exists(committed) && File.ReadAllText(committed) == actual) return;
        File.WriteAllText(committed + ".new", actual);
        Assert.Fail($"{golden} is not what comes out: look at {golden}.new and, if that is right, put it in its place.");
    }
}
