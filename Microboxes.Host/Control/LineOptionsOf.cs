using Microboxes.Host.Configuration;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Microboxes.Host.Stacks.Network.Fragments;
using FragmentOverlap = Microboxes.Host.Stacks.Network.Fragments.OverlapPolicy;
using StreamOverlap = Microboxes.Host.Stacks.Monitor.Reassembly.OverlapPolicy;

namespace Microboxes.Host.Control;

/// <summary>What the configuration says, in each stack line's own terms: shared bounds are divided among the lines.</summary>
internal static class LineOptionsOf
{
    private const long NanosecondsPerTick = 100;

    internal static StackLineOptions Line(StacksOptions stacks, int line, int lines)
    {
        TimeoutsOptions timeouts = stacks.Timeouts;
        if (!OverlapPolicyNames.TryParse(stacks.Overlap, out StreamOverlap overlap)) throw new PlanException($"Stacks:Overlap is '{stacks.Overlap}', which is no policy.");
        return new()
        {
            PublisherId = (byte)line,
            BatchSize = stacks.BatchSize,
            RingSize = stacks.RingSize,
            FlowCapacity = Math.Max(1, stacks.FlowTableCapacity / lines),
            VerifyChecksums = stacks.VerifyChecksums,
            Timeouts = new(
                Nanoseconds(timeouts.TcpEstablished), Nanoseconds(timeouts.TcpOther), Nanoseconds(timeouts.Udp), Nanoseconds(timeouts.Icmp)),
            Fragments = new()
            {
                Policy = Enum.Parse<FragmentOverlap>(stacks.FragmentOverlap.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
                Ipv4Timeout = timeouts.Fragment,
                Ipv6Timeout = timeouts.Fragment,
            },
            Monitor = new()
            {
                Overlap = overlap,
                SkipAtCap = stacks.Streams.AtCap == "skip",
                MaxRetainedBytes = stacks.Streams.MaxTotalBytes / lines,
                Held = Held(stacks, lines),
            },
        };
    }

    // One packet may release all that its flow holds: that many events must fit into the ring.
    private static HeldSegmentOptions Held(StacksOptions stacks, int lines) => new()
    {
        MaxBytesPerFlow = stacks.Streams.MaxBytesPerFlow,
        MaxTotalBytes = Math.Max(stacks.Streams.MaxTotalBytes / lines, stacks.Streams.MaxBytesPerFlow),
        MaxSegmentsPerFlow = Math.Min(4096, stacks.RingSize / (2 * StackLine.EventsPerHeldSegment)),
    };

    private static long Nanoseconds(TimeSpan time) => time.Ticks * NanosecondsPerTick;
}
