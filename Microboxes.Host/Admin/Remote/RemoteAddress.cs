using System.Globalization;

namespace Microboxes.Host.Admin.Remote;

/// <summary>Where a plane takes commands from other hosts.</summary>
internal readonly record struct RemoteAddress(string Host, int Port)
{
    internal const int DefaultPort = 7707;

    /// <summary>Reads HOST, HOST:PORT or [IPV6]:PORT.</summary>
    internal static RemoteAddress Parse(string text)
    {
        string host = text;
        string port = "";
        int colon = text.LastIndexOf(':');
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and int end)
        {
            host = text[1..end];
            port = text[(end + 1)..].TrimStart(':');
        }
        else if (colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            host = text[..colon];
            port = text[(colon + 1)..];
            if (port.Length == 0) throw Mistake(text);
        }

        if (host.Length == 0 || Uri.CheckHostName(host) == UriHostNameType.Unknown) throw Mistake(text);
        if (port.Length == 0) return new(host, DefaultPort);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536 ? new(host, number) : throw Mistake(text);
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static AdminMistakeException Mistake(string text) => new($"--host is '{text}': write a name or an address, and a port if it is not {DefaultPort}, for example 'monitor1:{DefaultPort}'.");
}
