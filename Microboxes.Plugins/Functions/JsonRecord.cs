using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microboxes.Plugins.Wire;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// Builds one line of JSON in a buffer that is kept from record to record, so that an NF can write results without allocating.
/// An empty name stands for an element of an array, or for the record itself.
/// </summary>
public sealed class JsonRecord
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private byte[] buffer = new byte[1024];
    private int length;

    /// <summary>What was built since the last <see cref="Clear"/>. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Starts anew.</summary>
    public JsonRecord Clear()
    {
        length = 0;
        return this;
    }

    /// <summary>Opens an object.</summary>
    public JsonRecord BeginObject(ReadOnlySpan<byte> name = default) => Open(name, (byte)'{');

    /// <summary>Closes an object.</summary>
    public JsonRecord EndObject() => Put((byte)'}');

    /// <summary>Opens an array.</summary>
    public JsonRecord BeginArray(ReadOnlySpan<byte> name = default) => Open(name, (byte)'[');

    /// <summary>Closes an array.</summary>
    public JsonRecord EndArray() => Put((byte)']');

    /// <summary>A whole number.</summary>
    public JsonRecord Number(ReadOnlySpan<byte> name, long value)
    {
        Name(name, 20);
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out int digits);
        length += digits;
        return this;
    }

    /// <summary>True or false.</summary>
    public JsonRecord Flag(ReadOnlySpan<byte> name, bool value) => Literal(name, value ? "true"u8 : "false"u8);

    /// <summary>null.</summary>
    public JsonRecord Null(ReadOnlySpan<byte> name) => Literal(name, "null"u8);

    /// <summary>A text of UTF-8 bytes, escaped where JSON wants it.</summary>
    public JsonRecord Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name(name, (6 * value.Length) + 2);
        buffer[length++] = (byte)'"';
        foreach (byte character in value) Character(character);
        buffer[length++] = (byte)'"';
        return this;
    }

    /// <summary>A text. For names and reasons; results of the data path are bytes already.</summary>
    public JsonRecord Text(ReadOnlySpan<byte> name, string value) => Text(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes as lower-case hexadecimal text.</summary>
    public JsonRecord Hexadecimal(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name(name, (2 * value.Length) + 2);
        buffer[length++] = (byte)'"';
        Convert.TryToHexStringLower(value, buffer.AsSpan(length), out int digits);
        length += digits;
        buffer[length++] = (byte)'"';
        return this;
    }

    /// <summary>An IP address, 4 or 16 bytes, as text.</summary>
    public JsonRecord Address(ReadOnlySpan<byte> name, ReadOnlySpan<byte> address)
    {
        Name(name, AddressText.MaxLength + 2);
        buffer[length++] = (byte)'"';
        length += AddressText.Format(address, buffer.AsSpan(length));
        buffer[length++] = (byte)'"';
        return this;
    }

    /// <summary>Nanoseconds as seconds with six decimals, the rest cut off.</summary>
    public JsonRecord Seconds(ReadOnlySpan<byte> name, long nanoseconds)
    {
        Name(name, 32);
        if (nanoseconds < 0) Put((byte)'-');
        ulong magnitude = (ulong)Math.Abs(nanoseconds);
        Utf8Formatter.TryFormat(magnitude / NanosecondsPerSecond, buffer.AsSpan(length), out int digits);
        length += digits;
        buffer[length++] = (byte)'.';
        ((int)(magnitude % NanosecondsPerSecond / 1000)).TryFormat(buffer.AsSpan(length), out digits, "D6", CultureInfo.InvariantCulture);
        length += digits;
        return this;
    }

    private JsonRecord Literal(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name(name, value.Length);
        value.CopyTo(buffer.AsSpan(length));
        length += value.Length;
        return this;
    }

    private JsonRecord Open(ReadOnlySpan<byte> name, byte bracket)
    {
        Name(name, 1);
        return Put(bracket);
    }

    private JsonRecord Put(byte character)
    {
        Reserve(1);
        buffer[length++] = character;
        return this;
    }

    // Writes the comma and the name that come before a value, and makes room for the value.
    private void Name(ReadOnlySpan<byte> name, int valueSize)
    {
        Reserve(name.Length + 4 + valueSize);
        if (length > 0 && buffer[length - 1] is not ((byte)'{' or (byte)'[')) buffer[length++] = (byte)',';
        if (name.IsEmpty) return;
        buffer[length++] = (byte)'"';
        name.CopyTo(buffer.AsSpan(length));
        length += name.Length;
        buffer[length++] = (byte)'"';
        buffer[length++] = (byte)':';
    }

    private void Character(byte character)
    {
        if (character is (byte)'"' or (byte)'\\') buffer[length++] = (byte)'\\';
        if (character >= 0x20)
        {
            buffer[length++] = character;
            return;
        }

        "\\u00"u8.CopyTo(buffer.AsSpan(length));
        length += 4;
        buffer[length++] = "0123456789abcdef"u8[character >> 4];
        buffer[length++] = "0123456789abcdef"u8[character & 15];
    }

    private void Reserve(int bytes)
    {
        if (length + bytes > buffer.Length) Array.Resize(ref buffer, Math.Max(2 * buffer.Length, length + bytes));
    }
}
