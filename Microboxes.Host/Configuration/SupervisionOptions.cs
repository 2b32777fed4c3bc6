using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>What becomes of network functions that fail while the host runs.</summary>
internal sealed class SupervisionOptions
{
    [Description("How long a function may take over a batch of events before it is moved aside. Time in which its thread waits for a core, or for memory to be cleaned up, does not count.")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMilliseconds(50);

    [Description("How long after a failure a new instance takes the function's place; twice as long after each further failure.")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(100);

    [Description("The longest such wait.")]
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromSeconds(30);

    [Description("How often a function is started anew before it is quarantined.")]
    [Range(0, 1000)]
    public int Restarts { get; set; } = 5;

    [Description("After so long without a failure a function's failures are forgotten.")]
    public TimeSpan ForgottenAfter { get; set; } = TimeSpan.FromMinutes(1);

    [Description("Events that a function may publish beyond what it declares, in a second; with more it has failed.")]
    [Range(0, 1_000_000_000)]
    public long MaxExcessEvents { get; set; } = 1000;

    [Description("Bytes of managed memory at which the function that allocated most is taken out; 0 for half of what there is.")]
    [Range(0, 1_099_511_627_776)]
    public long MaxManagedBytes { get; set; }

    [Description("Threads that functions may keep; with more the host says that it should be started again, and functions that get stuck are quarantined at once.")]
    [Range(1, 1000)]
    public int MaxStuckThreads { get; set; } = 4;
}
