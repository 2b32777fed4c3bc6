using System.Globalization;
using System.Runtime.InteropServices;

namespace Microboxes.Paper.Reports;

/// <summary>Where and when figures were taken.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, runtime and date in one line.</summary>
    internal static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Of("model name")}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");

    /// <summary>Cycles of the time-stamp counter per nanosecond, by what the kernel says about the processor.</summary>
    internal static double CyclesPerNanosecond() =>
        double.TryParse(Of("cpu MHz"), NumberStyles.Float, CultureInfo.InvariantCulture, out double megahertz) ? megahertz / 1000 : double.NaN;

    private static string Of(string name)
    {
        const string Source = "/proc/cpuinfo";
        if (!File.Exists(Source)) return "unknown processor";
        string? line = File.ReadLines(Source).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown";
    }
}
