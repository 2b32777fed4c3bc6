using System.Globalization;

namespace Microboxes.Host.Configuration;

/// <summary>What may be written where one value is expected, and how to say so.</summary>
internal static class ScalarKind
{
    /// <summary>What to write instead of <paramref name="text"/>, or null where it can be read as <paramref name="type"/>.</summary>
    internal static string? Remedy(Type type, string text)
    {
        if (type == typeof(int) || type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && Fits(type, number) ? null : "write a whole number";
        if (type == typeof(bool)) return bool.TryParse(text, out _) ? null : "write true or false";
        if (type == typeof(TimeSpan)) return IsDuration(text) ? null : "write a time as \"hours:minutes:seconds\", for example \"00:02:00\"";
        if (type.IsEnum) return IsNameOf(type, text) ? null : $"write {Choice(NamesOf(type))}";
        return null;
    }

    /// <summary>The names of an enumeration as an operator writes them.</summary>
    internal static string[] NamesOf(Type enumeration) =>
        [.. Enum.GetNames(enumeration).Select(name => string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1)))];

    /// <summary>'a', 'b' or 'c'.</summary>
    internal static string Choice(IReadOnlyList<string> names) =>
        names.Count == 1 ? $"'{names[0]}'" : $"{string.Join(", ", names.SkipLast(1).Select(n => $"'{n}'"))} or '{names[^1]}'";

    private static bool Fits(Type type, long number) => type == typeof(long) || number is >= int.MinValue and <= int.MaxValue;

    // A bare "5" would be five days.
    private static bool IsDuration(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) && span > TimeSpan.Zero;

    private static bool IsNameOf(Type enumeration, string text) => NamesOf(enumeration).Contains(text, StringComparer.OrdinalIgnoreCase);
}
