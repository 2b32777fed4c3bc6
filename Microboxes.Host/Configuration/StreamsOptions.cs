using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>Memory that out-of-order segments and retained stream bytes may take.</summary>
internal sealed class StreamsOptions
{
    [Description("Bytes held for one flow.")]
    [Range(4096, 1_073_741_824)]
    public long MaxBytesPerFlow { get; set; } = 4_194_304;

    [Description("Bytes held for all flows together.")]
    [Range(65_536, 1_099_511_627_776)]
    public long MaxTotalBytes { get; set; } = 1_073_741_824;

    [Description("At a cap: 'skip' gives up the missing bytes as a gap and goes on behind them, 'stop' ends the flow's streams.")]
    [AllowedValues("skip", "stop")]
    public string AtCap { get; set; } = "skip";
}
