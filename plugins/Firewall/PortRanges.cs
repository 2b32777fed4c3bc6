using System.Globalization;

namespace Microboxes.Nf.Firewall;

/// <summary>The ports a rule is about.</summary>
internal sealed class PortRanges
{
    private readonly (int First, int Last)[] ranges;

    private PortRanges((int First, int Last)[] ranges) => this.ranges = ranges;

    internal static PortRanges Any { get; } = new([(0, ushort.MaxValue)]);

    internal bool Contains(int port)
    {
        foreach ((int first, int last) in ranges)
            if (port >= first && port <= last) return true;
        return false;
    }

    /// <exception cref="FormatException">The text is no list of ports; the message says why.</exception>
    internal static PortRanges Parse(string text) => new([.. text.Split(',').Select(ParseRange)]);

    private static (int First, int Last) ParseRange(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return (ParsePort(text), ParsePort(text));
        (int first, int last) = (ParsePort(text[..dash]), ParsePort(text[(dash + 1)..]));
        return first <= last ? (first, last) : throw new FormatException($"the port range '{text}' ends before it begins");
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue
            ? port
            : throw new FormatException($"'{text}' is no port from 0 to 65535");
}
