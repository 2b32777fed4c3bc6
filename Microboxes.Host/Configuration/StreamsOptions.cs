using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>Memory that out-of-order segments and retained stream bytes may take.</summary>
internal sealed class StreamsOptions
{
    [Description("Bytes of one flow held out of order; functions can ask for as many to be retained.")]
    [Range(4096, 1_073_741_824)]
    public long MaxBytesPerFlow { get; set; } = 4_194_304;

    [Description("Bytes held out of order for all flows together, and as many again retained for functions that read streams by offset. Where retained bytes reach it, retention ends for the flow concerned.")]
    [Range(65_536, 1_099_511_627_776)]
    public long MaxTotalBytes { get; set; } = 1_073_741_824;

    [Description("At a cap: 'skip' gives up the missing bytes as a gap and goes on behind them, 'stop' ends the flow's streams.")]
    [AllowedValues("skip", "stop")]
    public string AtCap { get; set; } = "skip";
}
