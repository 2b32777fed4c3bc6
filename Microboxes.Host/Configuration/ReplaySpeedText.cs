using System.Globalization;

namespace Microboxes.Host.Configuration;

/// <summary>How an operator writes the speed of a replay.</summary>
internal static class ReplaySpeedText
{
    internal const string Recorded = "recorded";
    internal const string Maximum = "max";
    internal const string Remedy = "write 'recorded', 'max', or a factor such as '10'";

    /// <summary>Reads a speed as a factor: 1 as recorded, 10 ten times as fast, 0 without any wait.</summary>
    internal static bool TryParse(string text, out double factor)
    {
        factor = text switch { Recorded => 1, Maximum => 0, _ => -1 };
        return factor >= 0 || (TryParseFactor(text, out factor) && factor > 0 && double.IsFinite(factor));
    }

    private static bool TryParseFactor(string text, out double factor) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out factor);
}
