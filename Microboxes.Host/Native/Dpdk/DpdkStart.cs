using System.Globalization;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>How DPDK's environment is to be started.</summary>
internal sealed record DpdkStart
{
    /// <summary>Memory for buffers, in MiB.</summary>
    internal int Megabytes { get; init; } = 256;

    /// <summary>PCI addresses that may be taken. With none, no PCI device is looked at: probing could take the machine's own network card.</summary>
    internal IReadOnlyList<string> PciAddresses { get; init; } = [];

    /// <summary>Arguments for the environment as a user wrote them, after all others.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where DPDK's own messages go.</summary>
    internal string LogFile { get; init; } = "/dev/null";

    /// <summary>The environment's command line.</summary>
    /// <param name="core">The core its own thread runs on.</param>
    /// <param name="hugePages">Whether the machine has enough huge pages free.</param>
    internal IReadOnlyList<string> CommandLine(int core, bool hugePages)
    {
        string megabytes = Megabytes.ToString(CultureInfo.InvariantCulture);
        List<string> line = ["microboxes", "--no-telemetry", "-l", core.ToString(CultureInfo.InvariantCulture), "-m", megabytes];
        line.AddRange(hugePages ? ["--in-memory"] : ["--no-huge", "--no-shconf", "--iova-mode=va"]);
        if (PciAddresses.Count == 0) line.Add("--no-pci");
        foreach (string address in PciAddresses) line.AddRange(["-a", address]);
        line.AddRange(Arguments);
        return line;
    }
}
