using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Microboxes.Nf.Firewall;

/// <summary>The addresses a rule is about: any, one, or all with a prefix.</summary>
/// <param name="Version">4, 6, or 0 for any.</param>
/// <param name="Network">The prefix, in the upper bits.</param>
/// <param name="Mask">Ones for the bits of the prefix.</param>
internal readonly record struct AddressRange(int Version, UInt128 Network, UInt128 Mask)
{
    internal static AddressRange Any => default;

    internal bool Contains(int version, UInt128 address) => Version == 0 || (Version == version && (address & Mask) == Network);

    internal static UInt128 Read(ReadOnlySpan<byte> address) =>
        address.Length == 4 ? (UInt128)BinaryPrimitives.ReadUInt32BigEndian(address) << 96 : BinaryPrimitives.ReadUInt128BigEndian(address);

    /// <exception cref="FormatException">The text is no range; the message says why.</exception>
    internal static AddressRange Parse(string text)
    {
        if (text == "any") return Any;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(address, out IPAddress? ip) || (ip.AddressFamily == AddressFamily.InterNetwork && address.Count(c => c == '.') != 3))
            throw new FormatException($"'{address}' is no IP address");
        int bits = ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int prefix = slash < 0 ? bits : Prefix(text[(slash + 1)..], bits);
        UInt128 mask = prefix == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - prefix);
        UInt128 value = Read(ip.GetAddressBytes());
        if ((value & ~mask) != 0) throw new FormatException($"'{text}' has bits set behind its prefix of {prefix}");
        return new(bits == 32 ? 4 : 6, value, mask);
    }

    private static int Prefix(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= most
            ? prefix
            : throw new FormatException($"the prefix '{text}' is no number from 0 to {most}");
}
