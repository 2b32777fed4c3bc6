using System.Globalization;
using System.Net;

namespace Microboxes.Host.Configuration;

/// <summary>Reads addresses and routes as operators write them.</summary>
internal static class RoutingText
{
    /// <summary>"10.0.1.254/24", "fd00:1::1/64".</summary>
    internal static bool TryParseAddress(string text, out (IPAddress Address, int Prefix) address)
    {
        address = (IPAddress.None, 0);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out IPAddress? parsed)) return false;
        int longest = parsed.GetAddressBytes().Length * 8;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) || prefix > longest) return false;
        address = (parsed, prefix);
        return true;
    }

    /// <summary>"10.9.0.0/16 via 10.0.2.7".</summary>
    internal static bool TryParseRoute(string text, out (IPAddress Network, int Prefix, IPAddress Via) route)
    {
        route = (IPAddress.None, 0, IPAddress.None);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 3 || words[1] != "via" || !TryParseAddress(words[0], out (IPAddress Address, int Prefix) network)) return false;
        if (!IPAddress.TryParse(words[2], out IPAddress? via) || via.AddressFamily != network.Address.AddressFamily) return false;
        route = (network.Address, network.Prefix, via);
        return true;
    }
}
