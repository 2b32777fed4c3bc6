using Microboxes.Host;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Lanes;
using Microboxes.Nf.VotingFirewall;
using Microboxes.Plugins.Functions;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.VotingFirewall;

/// <summary>A splitter with three branches decides as one that asks them one after the other.</summary>
public sealed class VotingFirewallTests
{
    private const int Flows = 4000;
    private const int From = 2000;
    private const int To = 4500;
    private const int MostBytes = 20_000;
    private const int MostPackets = 1;

    private static readonly string[] Functions = ["VotingFirewall", "PortMonitor", "VolumeMonitor", "RateMonitor"];
    private static readonly Lazy<List<SeenPacket>> Seen = new(Witness);

    public static TheoryData<string, int, int, int> Runs() => new()
    {
        { "Inline", 1, 16_384, 2 }, { "Inline", 256, 1024, 2 }, { "Packed", 32, 16_384, 2 }, { "Packed", 7, 1024, 1 }, { "Dedicated", 256, 16_384, 3 }, { "Dedicated", 1, 1024, 2 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_WithThreeMonitors_DecidesAsTheSequentialReference(string placement, int batch, int ring, int quorum)
    {
        SequentialVotes reference = new(From, To, MostBytes, MostPackets, quorum);
        long[] expected = [.. Seen.Value.Where(reference.Passes).Select(packet => packet.Number)];
        DeliveredNumbers delivered = new();
        PlaneReport report = Run(Functions, Create, delivered, options =>
        {
            options.Lanes.Placement = Enum.Parse<Placement>(placement);
            options.Stacks.BatchSize = batch;
            options.Stacks.RingSize = ring;
            options.Applications[0].Functions[0].Settings["quorum"] = $"{quorum}";
        });
        Assert.True(Seen.Value.Count >= 100_000, $"{Seen.Value.Count} packets are too few.");
        Assert.InRange(expected.Length, Seen.Value.Count / 50, Seen.Value.Count * 49 / 50);
        Assert.True(expected.AsSpan().SequenceEqual([.. delivered.Numbers]), Difference(expected, delivered.Numbers));
        FunctionReport firewall = report.Functions[0];
        Assert.Equal((0L, 0L), (firewall.OutstandingReplies, firewall.Lag));
        Assert.Equal((3L * Seen.Value.Count, (long)expected.Length), (Count(firewall, "votes"), Count(firewall, "passed")));
        Assert.All(report.Functions, function => Assert.Equal((0L, null), (function.Refused, function.Failure)));
    }

    private static string Difference(long[] expected, List<long> actual)
    {
        long[] wrong = [.. expected.Except(actual).Concat(actual.Except(expected)).Order().Take(5)];
        return $"{expected.Length} packets were to pass and {actual.Count} did, {wrong.Length} or more of them others: {string.Join(", ", wrong)}; of {Seen.Value.Count} seen to {Seen.Value[^1].Number}.";
    }

    private static List<SeenPacket> Witness()
    {
        PacketWitness witness = new();
        Run(["Witness"], _ => witness, new(), _ => { });
        return witness.Packets;
    }

    private static NetworkFunction Create(string name) => name switch
    {
        "VotingFirewall" => new VotingFirewallFunction(),
        "PortMonitor" => new PortMonitorFunction(),
        "VolumeMonitor" => new VolumeMonitorFunction(),
        _ => new RateMonitorFunction(),
    };

    private static PlaneReport Run(string[] functions, NfFactory create, DeliveredNumbers delivered, Action<HostOptions> change)
    {
        HostOptions options = new();
        options.Devices.Add(new() { Name = "device" });
        options.Applications.Add(new() { Name = "application", Functions = [.. functions.Select(name => new FunctionOptions { Function = name, Settings = SettingsOf(name) })] });
        options.Lanes.Placement = Placement.Inline;
        options.Stacks.FlowTableCapacity = 8192;
        change(options);
        ForwardingDevice device = new(new TrafficGenerator(new() { Flows = Flows, ObjectSize = 24_000, Loss = 0.02 }), delivered);
        using Plane plane = Plane.Build(options, new DemoOutputs(), create, _ => device);
        plane.Run(TestContext.Current.CancellationToken);
        return plane.Report();
    }

    private static Dictionary<string, string> SettingsOf(string function) => function switch
    {
        "PortMonitor" => new() { ["from"] = $"{From}", ["to"] = $"{To}" },
        "VolumeMonitor" => new() { ["bytes"] = $"{MostBytes}" },
        "RateMonitor" => new() { ["packets"] = $"{MostPackets}" },
        _ => [],
    };

    private static long Count(FunctionReport function, string counter) => function.Counters.Single(c => c.Key == counter).Value;
}
