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

    /// <summary>Reads "recorded", "max", "2.5" or "x2.5".</summary>
    internal static ReplaySpeed Parse(string text) => TryParse(text, out ReplaySpeed speed)
        ? speed
        : throw new DeviceException($"speed={text}: is not a replay speed; write recorded, max, or a factor such as 2 or x2.");

    /// <summary>As <see cref="Parse"/>, without an exception.</summary>
    internal static bool TryParse(string text, out ReplaySpeed speed)
    {
        speed = text == "recorded" ? Recorded : Max;
        if (text is "recorded" or "max") return true;
        ReadOnlySpan<char> number = text.Length > 0 && text[0] is ('x' or '×') ? text.AsSpan(1) : text;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double factor) || factor is not (> 0 and <= 1e6)) return false;
        speed = new(factor);
        return true;
    }
}
