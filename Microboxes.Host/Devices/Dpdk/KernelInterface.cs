using System.Globalization;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>
/// What the kernel counted on an interface. A port over af_packet does not know what it missed; the kernel's count of what arrived tells.
/// </summary>
internal sealed class KernelInterface
{
    private const string Counters = "/proc/self/net/dev";
    private readonly string name;
    private readonly long before;

    private KernelInterface(string name)
    {
        this.name = name;
        before = Total();
    }

    /// <summary>Packets that arrived since this object was made.</summary>
    internal long Arrived => Total() - before;

    /// <summary>The interface behind a port of the driver that needs this, or null.</summary>
    internal static KernelInterface? Of(string driver, string arguments)
    {
        const string Key = "iface=";
        string? name = arguments.Split(',').FirstOrDefault(a => a.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..];
        return driver == "net_af_packet" && name != null && File.Exists(Counters) ? new(name) : null;
    }

    // A line per interface: name, colon, bytes received, packets received.
    private long Total()
    {
        foreach (string line in File.ReadLines(Counters))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !line.AsSpan(0, colon).Trim().SequenceEqual(name)) continue;
            string[] fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return long.Parse(fields[1], CultureInfo.InvariantCulture);
        }

        return before;
    }
}
