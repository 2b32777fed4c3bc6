using System.Buffers.Binary;
using System.Globalization;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.StreamFiles;

/// <summary>
/// Names a direction's file as tcpflow does: 010.009.000.001.43844-010.009.000.002.08080, and --42 behind it for VLAN 42. IPv6 addresses are their
/// eight groups with all digits and dots between them, because many file systems take no colon.
/// </summary>
internal static class FileName
{
    internal const int MaxLength = (2 * (39 + 6)) + 1 + 6;

    /// <summary>Writes the name of the file for what <paramref name="sender"/> sent; returns its length.</summary>
    internal static int Format(in FlowKey key, End sender, Span<byte> destination)
    {
        End receiver = sender == End.Client ? End.Server : End.Client;
        int length = Endpoint(key, sender, destination);
        destination[length++] = (byte)'-';
        length += Endpoint(key, receiver, destination[length..]);
        if (!key.IsTagged) return length;
        destination[length++] = (byte)'-';
        destination[length++] = (byte)'-';
        key.OuterVlan.TryFormat(destination[length..], out int digits, default, CultureInfo.InvariantCulture);
        return length + digits;
    }

    private static int Endpoint(in FlowKey key, End end, Span<byte> destination)
    {
        ReadOnlySpan<byte> address = key.AddressBytes(end);
        int length = 0;
        if (address.Length == 4)
            foreach (byte part in address) length += Part(part, "D3", destination[length..]);
        else
            for (int i = 0; i < 16; i += 2) length += Part(BinaryPrimitives.ReadUInt16BigEndian(address[i..]), "x4", destination[length..]);
        return length + Part(key.Port(end), "D5", destination[length..]) - 1;
    }

    // The number and a dot.
    private static int Part(int number, string format, Span<byte> destination)
    {
        number.TryFormat(destination, out int digits, format, CultureInfo.InvariantCulture);
        destination[digits] = (byte)'.';
        return digits + 1;
    }
}
