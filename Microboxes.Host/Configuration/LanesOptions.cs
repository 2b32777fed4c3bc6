using System.ComponentModel;
using Microboxes.Host.Lanes;

namespace Microboxes.Host.Configuration;

/// <summary>How duty cycles are spread over threads.</summary>
internal sealed class LanesOptions
{
    [Description("'dedicated': a thread for each device, stack and function; 'packed': as many threads as cores; " +
        "'inline': the calling thread does everything; 'auto': dedicated while there are cores enough, else packed.")]
    public Placement Placement { get; set; } = Placement.Auto;

    [Description("The numbers of the cores to run on; empty for all.")]
    public List<int> Cores { get; set; } = [];
}
