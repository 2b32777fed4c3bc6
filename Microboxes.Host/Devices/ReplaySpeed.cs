using System.Globalization;

namespace Microboxes.Host.Devices;

/// <summary>How fast a capture is replayed. Timestamps are the capture's at any speed.</summary>
/// <param name="Factor">1 as recorded, 2 twice as fast; 0 as fast as the stack takes packets.</param>
internal readonly record struct ReplaySpeed(double Factor)
{
    /// <summary>As fast as the stack takes packets.</summary>
    internal static ReplaySpeed Max => new(0);

    /// <summary>As recorded.</summary>
    internal static ReplaySpeed Recorded => new(1);

    /// <summary>Reads "recorded", "max" or "x2.5".</summary>
    internal static ReplaySpeed Parse(string text)
    {
        if (text == "max") return Max;
        if (text == "recorded") return Recorded;
        if (text.Length > 1 && text[0] is 'x' or '×'
            && double.TryParse(text.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double factor)
            && factor is > 0 and <= 1e6)
        {
            return new(factor);
        }

        throw new DeviceException($"speed={text}: is not a replay speed; write recorded, max, or x and a factor such as x2.");
    }
}
