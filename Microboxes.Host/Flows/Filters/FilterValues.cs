using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>Reads the numbers and addresses of a filter's terms.</summary>
internal static class FilterValues
{
    private const int HighestVlan = 4095;

    internal static OfProtocol TakeProtocol(ref FilterWords words)
    {
        if (!IsNumber(words.Current, byte.MaxValue, out int number)) throw words.Mistake("an IP protocol number from 0 to 255");
        words.Next();
        return new((IpProtocol)number, (IpProtocol)number);
    }

    internal static PortWithin TakePorts(ref FilterWords words, Ends ends)
    {
        const string Expected = "a port from 0 to 65535 or a range such as 8000-8099";
        ReadOnlySpan<char> word = words.Current;
        int dash = word.IndexOf('-');
        ReadOnlySpan<char> first = dash < 0 ? word : word[..dash];
        ReadOnlySpan<char> last = dash < 0 ? word : word[(dash + 1)..];
        if (!IsNumber(first, ushort.MaxValue, out int lowest) || !IsNumber(last, ushort.MaxValue, out int highest) || lowest > highest)
            throw words.Mistake(Expected);
        words.Next();
        return new(ends, lowest, highest);
    }

    internal static AddressWithin TakeHost(ref FilterWords words, Ends ends)
    {
        if (!TryReadAddress(words.Current, out byte[] address)) throw words.Mistake("an IPv4 or IPv6 address");
        words.Next();
        return new(ends, address, 8 * address.Length);
    }

    internal static AddressWithin TakeNetwork(ref FilterWords words, Ends ends)
    {
        const string Expected = "an address and the number of its bits that count, such as 10.0.0.0/8 or 2001:db8::/32,";
        ReadOnlySpan<char> word = words.Current;
        int slash = word.IndexOf('/');
        if (slash < 0 || !TryReadAddress(word[..slash], out byte[] address)) throw words.Mistake(Expected);
        if (!IsNumber(word[(slash + 1)..], 8 * address.Length, out int length)) throw words.Mistake(Expected);
        words.Next();
        return new(ends, address, length);
    }

    /// <summary>The identifier behind <c>vlan</c>, or null where none stands.</summary>
    internal static int? TakeVlan(ref FilterWords words)
    {
        if (words.IsAtEnd || !char.IsAsciiDigit(words.Current[0])) return null;
        if (!IsNumber(words.Current, HighestVlan, out int identifier)) throw words.Mistake($"a VLAN identifier from 0 to {HighestVlan}");
        words.Next();
        return identifier;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, int highest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= highest;

    // The framework's parser also takes "1", "10.1", octal numbers and scopes, none of which anybody means here.
    private static bool TryReadAddress(ReadOnlySpan<char> text, out byte[] address)
    {
        address = [];
        bool isV6 = text.Contains(':');
        if (isV6 ? text.ContainsAny("%[]/") : !IsDotted(text)) return false;
        if (!IPAddress.TryParse(text, out IPAddress? parsed)) return false;
        if (parsed.AddressFamily != (isV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork)) return false;
        address = parsed.GetAddressBytes();
        return true;
    }

    private static bool IsDotted(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (!IsNumber(part, byte.MaxValue, out _) || (part.Length > 1 && part[0] == '0')) return false;
            parts++;
        }

        return parts == 4;
    }
}
