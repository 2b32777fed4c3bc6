namespace Microboxes.Paper.Measurement;

/// <summary>One figure of every repetition.</summary>
internal sealed class Series
{
    // Student's t, one-sided 5 %, for 1 to 30 degrees of freedom.
    private static readonly double[] Student =
    [
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753,
        1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
    ];

    private readonly List<double> values = [];

    internal IReadOnlyList<double> Values => values;

    internal double Min => values.Min();

    internal double Max => values.Max();

    internal double Median => Quantile(values, 0.5);

    internal void Add(double value) => values.Add(value);

    /// <summary>This over another, repetition by repetition.</summary>
    internal Series Over(Series other)
    {
        Series ratios = new();
        for (int i = 0; i < Math.Min(values.Count, other.values.Count); i++) ratios.Add(values[i] / other.values[i]);
        return ratios;
    }

    /// <summary>Nanoseconds as millions in a second.</summary>
    internal Series Rate()
    {
        Series rates = new();
        foreach (double value in values) rates.Add(1000 / value);
        return rates;
    }

    /// <summary>Something of this and another, repetition by repetition.</summary>
    internal Series With(Series other, Func<double, double, double> combine)
    {
        Series combined = new();
        for (int i = 0; i < Math.Min(values.Count, other.values.Count); i++) combined.Add(combine(values[i], other.values[i]));
        return combined;
    }

    /// <summary>Where the true ratio lies with 90 % confidence: the mean of the logarithms, give or take Student's t times its error.</summary>
    internal (double Lower, double Upper) Bounds90()
    {
        int count = values.Count;
        if (count < 2) return (double.NaN, double.NaN);
        double[] logarithms = [.. values.Select(value => Math.Log(value))];
        double mean = logarithms.Average();
        double error = Math.Sqrt(logarithms.Sum(l => (l - mean) * (l - mean)) / (count - 1) / count);
        double reach = Student[Math.Min(count - 2, Student.Length - 1)] * error;
        return (Math.Exp(mean - reach), Math.Exp(mean + reach));
    }

    /// <summary>Where the true mean lies with 90 % confidence; for differences, which may be near 0 or below.</summary>
    internal (double Lower, double Upper) MeanBounds90()
    {
        int count = values.Count;
        if (count < 2) return (double.NaN, double.NaN);
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (count - 1) / count);
        double reach = Student[Math.Min(count - 2, Student.Length - 1)] * error;
        return (mean - reach, mean + reach);
    }

    /// <summary>The value below which a share of all lies.</summary>
    internal static double Quantile(IReadOnlyCollection<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
