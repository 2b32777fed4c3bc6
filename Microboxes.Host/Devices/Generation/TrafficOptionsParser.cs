using System.Globalization;

namespace Microboxes.Host.Devices.Generation;

/// <summary>The options of a "mem:" device as a user writes them: name=value, separated by commas.</summary>
internal sealed class TrafficOptionsParser
{
    private const string Names = "flows, concurrent, size, requests, mss, ip, vlan, fragment, loss, reorder, duplicate, overlap, gaps, rst, wrap, "
        + "simultaneous, open, seed, rate, outstanding, rounds, preload, file, trace, packets, payload";

    private readonly Dictionary<string, string> values = [];
    private readonly string text;

    internal TrafficOptionsParser(string text)
    {
        this.text = text;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Wrong(part, "is not of the form name=value");
            if (!values.TryAdd(part[..equals], part[(equals + 1)..])) throw Wrong(part, "is given twice");
        }

        string[] known = Names.Split(", ");
        foreach (string name in values.Keys.Where(name => !known.Contains(name))) throw Wrong(name, "is unknown; the options are " + Names);
    }

    /// <summary>A capture to load, or null.</summary>
    internal string? File => values.GetValueOrDefault("file");

    /// <summary>How often to replay what lies in memory; with more than one round the traffic is made in advance.</summary>
    internal long Rounds => Whole("rounds", 1, 1, long.MaxValue);

    /// <summary>The traffic is made in advance.</summary>
    internal bool IsPreloaded => Choice("preload", "no", "no", "yes") == "yes" || Rounds > 1;

    /// <summary>Packets of random flows instead of connections.</summary>
    internal bool IsRandomTrace => values.ContainsKey("trace") && Choice("trace", "random", "random") == "random";

    /// <summary>Packets of one round of a random trace.</summary>
    internal int Packets => (int)Whole("packets", 16_384, 1, 100_000_000);

    /// <summary>Payload bytes of a random trace's packets.</summary>
    internal int Payload => (int)Whole("payload", 10, 0, 8_946);

    /// <summary>The traffic wanted.</summary>
    internal TrafficOptions Options()
    {
        TrafficOptions options = new()
        {
            Seed = (ulong)Whole("seed", 1, 0, long.MaxValue),
            Flows = Whole("flows", 1000, 1, 1L << 37),
            Concurrent = (int)Whole("concurrent", 100, 1, 10_000_000),
            ObjectSize = Whole("size", 8192, 0, 999_999_999_999),
            Requests = (int)Whole("requests", 1, 1, 1_000_000),
            Mss = (int)Whole("mss", 1460, 1, 65_000),
            Ipv6 = Choice("ip", "4", "4", "6", "both") switch { "4" => 0, "6" => 1, _ => 0.5 },
            VlanTags = (int)Whole("vlan", 0, 0, 2),
            FragmentSize = (int)Whole("fragment", 0, 0, 65_535),
            Loss = Share("loss"),
            Reorder = Share("reorder"),
            Duplicate = Share("duplicate"),
            Overlap = Share("overlap"),
            Gaps = Share("gaps"),
            Resets = Share("rst"),
            Wraps = Share("wrap"),
            SimultaneousOpens = Share("simultaneous"),
            StayOpen = Share("open"),
            Rate = Whole("rate", 1_000_000, 1, 1_000_000_000),
            Outstanding = (int)Whole("outstanding", 65_536, 64, 16_777_216),
        };
        // Room for the longest headers and 8 bytes.
        if (options.FragmentSize is > 0 and < 68) throw Wrong("fragment=" + values["fragment"], "is too short; IPv4 demands 68 bytes");
        return options;
    }

    private long Whole(string name, long otherwise, long least, long most)
    {
        if (!values.TryGetValue(name, out string? value)) return otherwise;
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most) return number;
        throw Wrong($"{name}={value}", string.Create(CultureInfo.InvariantCulture, $"is not a whole number of {least} to {most}"));
    }

    private double Share(string name)
    {
        if (!values.TryGetValue(name, out string? value)) return 0;
        bool isNumber = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share);
        return isNumber && share <= 1 ? share : throw Wrong($"{name}={value}", "is not a share of 0 to 1");
    }

    private string Choice(string name, string otherwise, params string[] choices)
    {
        string value = values.GetValueOrDefault(name, otherwise);
        return choices.Contains(value) ? value : throw Wrong($"{name}={value}", "is none of " + string.Join(", ", choices));
    }

    private DeviceException Wrong(string part, string reason) => new($"mem:{text}: {part} {reason}.");
}
