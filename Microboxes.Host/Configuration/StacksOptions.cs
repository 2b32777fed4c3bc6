using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>The Network and Monitor µStacks of every stack line.</summary>
internal sealed class StacksOptions
{
    [Description("Stack lines that share a device's traffic by a symmetric hash of its flows.")]
    [Range(1, 64)]
    public int Count { get; set; } = 1;

    [Description("Flows followed at one time, over all stack lines; the least recently used is evicted when one more comes.")]
    [Range(64, 64_000_000)]
    public int FlowTableCapacity { get; set; } = 1_000_000;

    [Description("Drop packets whose IP, TCP, UDP or ICMP checksum is wrong. Turn off for captures taken where the network card computes checksums.")]
    public bool VerifyChecksums { get; set; } = true;

    [Description("Which bytes count when TCP segments overlap with different contents.")]
    [AllowedValues("first", "last", "bsd", "linux", "old-linux", "windows", "windows2003", "vista", "solaris", "hpux10", "hpux11", "irix", "macos")]
    public string Overlap { get; set; } = "first";

    [Description("Which bytes count when IP fragments overlap with different contents.")]
    [AllowedValues("first", "last", "bsd", "bsd-right", "linux", "windows", "solaris")]
    public string FragmentOverlap { get; set; } = "bsd";

    [Description("Reassembled TCP streams.")]
    public StreamsOptions Streams { get; set; } = new();

    [Description("How long a silent flow is kept, written as hours:minutes:seconds.")]
    public TimeoutsOptions Timeouts { get; set; } = new();

    [Description("Events a stack line can hold until every network function has seen them: a power of two.")]
    [Range(1024, 16_777_216)]
    public int RingSize { get; set; } = 16_384;

    [Description("Packets taken from a device at a time.")]
    [Range(1, 256)]
    public int BatchSize { get; set; } = 32;
}
