namespace Microboxes.Host.Observability;

/// <summary>One count per <see cref="DropReason"/>, written by one thread and read by any.</summary>
internal sealed class DropCounters
{
    private static readonly string[] Names = [.. Enum.GetNames<DropReason>().Select(ToSnakeCase)];
    private readonly long[] counts = new long[Names.Length];

    internal void Count(DropReason reason, long packets = 1) => counts[(int)reason] += packets;

    internal long this[DropReason reason] => Volatile.Read(ref counts[(int)reason]);

    internal long Total
    {
        get
        {
            long total = 0;
            for (int i = 0; i < counts.Length; i++) total += Volatile.Read(ref counts[i]);
            return total;
        }
    }

    /// <summary>Reasons that occurred, by the names reports use.</summary>
    internal IEnumerable<KeyValuePair<string, long>> NonZero()
    {
        for (int i = 0; i < counts.Length; i++)
        {
            long count = Volatile.Read(ref counts[i]);
            if (count != 0) yield return new(Names[i], count);
        }
    }

    private static string ToSnakeCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
