namespace Microboxes.Plugins.Wire;

/// <summary>A TCP sequence number: 32 bits, compared modulo 2^32 (RFC 9293 §3.4).</summary>
/// <param name="Value">The number as it stands in the header, in host byte order.</param>
public readonly record struct SequenceNumber(uint Value)
{
    /// <summary>The number <paramref name="bytes"/> further on, wrapping at 2^32.</summary>
    public static SequenceNumber operator +(SequenceNumber left, uint bytes) => new(left.Value + bytes);

    /// <summary>Signed distance in bytes from <paramref name="right"/> to <paramref name="left"/>, exact within ±2 GiB.</summary>
    public static int operator -(SequenceNumber left, SequenceNumber right) => (int)(left.Value - right.Value);

    /// <summary>True when <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(SequenceNumber left, SequenceNumber right) => left - right < 0;

    /// <summary>True when <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(SequenceNumber left, SequenceNumber right) => left - right > 0;

    /// <summary>True when <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left - right <= 0;

    /// <summary>True when <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left - right >= 0;

    /// <summary>Same as the + operator.</summary>
    public SequenceNumber Add(uint bytes) => this + bytes;

    /// <summary>Same as the - operator.</summary>
    public int Subtract(SequenceNumber other) => this - other;

    /// <summary>Negative, zero or positive as this number comes before, at or after <paramref name="other"/>.</summary>
    public int CompareTo(SequenceNumber other) => this - other;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
