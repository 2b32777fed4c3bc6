namespace Microboxes.Host.Devices.Captures;

/// <summary>Turns a pcapng timestamp into nanoseconds: if_tsresol and if_tsoffset of one interface.</summary>
internal readonly struct TimestampScale
{
    /// <summary>Microseconds: what holds where the interface does not say.</summary>
    internal const byte Microseconds = 6;

    // ticks × multiplier ÷ divisor >> shift; only powers of ten up to nanoseconds leave divisor and shift alone.
    private readonly ulong multiplier;
    private readonly UInt128 divisor;
    private readonly int shift;
    private readonly bool isRare;
    private readonly long offset;

    /// <summary>Creates a scale.</summary>
    /// <param name="resolution">if_tsresol: a negative power of ten, or of two with the highest bit set.</param>
    /// <param name="offsetSeconds">if_tsoffset: added to every timestamp.</param>
    internal TimestampScale(byte resolution, long offsetSeconds)
    {
        offset = unchecked(offsetSeconds * 1_000_000_000);
        bool isBinary = (resolution & 0x80) != 0;
        int exponent = resolution & 0x7F;
        isRare = isBinary || exponent > 9;
        multiplier = isBinary ? 1_000_000_000 : exponent <= 9 ? (ulong)PowerOfTen(9 - exponent) : 1;
        // 64 bits of ticks divided by 10^20 or more leave nothing, so no larger power is needed.
        divisor = isBinary || exponent <= 9 ? 1 : PowerOfTen(Math.Min(exponent - 9, 20));
        shift = isBinary ? exponent : 0;
    }

    /// <summary>Nanoseconds since 1970. A value beyond the year 2262 wraps, as the field does.</summary>
    internal long ToNanoseconds(ulong ticks) => unchecked((isRare ? Scale(ticks) : (long)(ticks * multiplier)) + offset);

    private long Scale(ulong ticks) => unchecked((long)(ulong)((((UInt128)ticks * multiplier) / divisor) >> shift));

    private static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        while (exponent-- > 0) power *= 10;
        return power;
    }
}
