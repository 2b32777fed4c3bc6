using Xunit;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>Who may use whom, read from the compiled host (docs/decisions/0001).</summary>
public sealed class DirectionTests
{
    private const string Host = "Microboxes.Host.";
    private static readonly AssemblyModel Model = AssemblyModel.Read(typeof(Microboxes.Host.PlaneReport).Assembly.Location);

    // A folder, and the only folders of the host it may use besides itself. The contract (Microboxes.Plugins) is free to all but those listed below.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Rings"] = [],
        ["Native"] = [],
        ["Observability"] = [],
        ["Dispatch"] = ["Rings", "Memory"],
    };

    private static readonly string[] StackOrder = ["Stacks.Network", "Stacks.Monitor", "Stacks.Splicer", "Stacks.Endpoint", "Stacks.SplitProxy"];

    // Time and segments are arguments.
    private static readonly string[] Surroundings =
    [
        "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Environment",
        "System.Console", "System.IO.", "System.Net.Sockets.", "System.Threading.Thread", "System.Threading.Timer", "System.Threading.Tasks.", "System.Threading.Lock",
        "System.Threading.Monitor", "Microsoft.Extensions.Logging.",
    ];

    // For the core so is randomness. Tables of the other stacks draw the secret of their hash when none is given.
    private static readonly string[] Randomness = ["System.Random", "System.Security.Cryptography.RandomNumberGenerator"];

    [Theory]
    [InlineData("Rings")]
    [InlineData("Native")]
    [InlineData("Observability")]
    [InlineData("Dispatch")]
    public void Folder_UsesOnly_WhatTheTableAllows(string folder) =>
        Rule.HasNoException(UsesOf(folder).Where(u => u.Used.StartsWith(Host, StringComparison.Ordinal) && !Allowed[folder].Append(folder).Any(a => IsIn(u.Used, a))));

    [Theory]
    [InlineData("Rings")]
    [InlineData("Native")]
    [InlineData("Observability")]
    public void Folder_OfTheLowestLayer_DoesNotUseTheContract(string folder) =>
        Rule.HasNoException(UsesOf(folder).Where(u => u.Used.StartsWith("Microboxes.Plugins.", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Tcp")]
    [InlineData("Stacks.Network")]
    [InlineData("Stacks.Monitor")]
    public void ProtocolCode_Sees_NoClockThreadOrLog(string folder) =>
        Rule.HasNoException(UsesOf(folder).Where(u => Surroundings.Any(f => f.EndsWith('.') ? u.Used.StartsWith(f, StringComparison.Ordinal) : u.Used == f)));

    [Fact]
    public void Tcp_Sees_NoRandomness() => Rule.HasNoException(UsesOf("Tcp").Where(u => Randomness.Contains(u.Used)));

    [Fact]
    public void Stacks_BuildOnEachOther_InTheOrderWritten()
    {
        for (int lower = 0; lower < StackOrder.Length; lower++)
        {
            string[] above = StackOrder[(lower + 1)..];
            Rule.HasNoException(UsesOf(StackOrder[lower]).Where(u => above.Any(a => IsIn(u.Used, a))));
        }
    }

    [Fact]
    public void Control_IsUsed_ByProgramOnly() =>
        Rule.HasNoException(All().Where(u => IsIn(u.Used, "Control") && !IsIn(u.User, "Control") && u.User != "Program"));

    // Commands that replay a file step the same plane and must not pay for actors: an assembly is loaded when a method that uses it runs.
    [Fact]
    public void Akka_IsUsed_ByActorsAndRemoteAdministrationOnly() =>
        Rule.HasNoException(All().Where(u => u.Used.StartsWith("Akka.", StringComparison.Ordinal) && !IsIn(u.User, "Control.Actors") && !IsIn(u.User, "Admin.Remote")));

    [Fact]
    public void Actors_AreUsed_ByProgramOnly() =>
        Rule.HasNoException(All().Where(u => IsIn(u.Used, "Control.Actors") && !IsIn(u.User, "Control.Actors") && u.User != "Program"));

    [Fact]
    public void Commands_AreUsed_ByProgramOnly() =>
        Rule.HasNoException(All().Where(u => IsIn(u.Used, "Commands") && !IsIn(u.User, "Commands") && u.User != "Program"));

    [Fact]
    public void Model_OfTheHost_SeesFieldsSignaturesAndInstructions()
    {
        HashSet<string> uses = Model.Uses["Microboxes.Host.Commands.Replay"];
        Assert.Contains("Microboxes.Host.PlaneReport", uses);
        Assert.Contains("Microboxes.Host.Commands.Interruption", uses);
        Assert.Contains("System.IO.TextWriter", uses);
    }

    private static IEnumerable<(string User, string Used)> All() => Model.Uses.SelectMany(t => t.Value.Select(used => (t.Key, used)));

    private static IEnumerable<(string User, string Used)> UsesOf(string folder) => All().Where(u => IsIn(u.User, folder));

    private static bool IsIn(string type, string folder) => type.StartsWith(Host + folder + ".", StringComparison.Ordinal);
}
