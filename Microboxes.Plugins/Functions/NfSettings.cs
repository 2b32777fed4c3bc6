using System.Globalization;

namespace Microboxes.Plugins.Functions;

/// <summary>An NF's configuration: names and values as the operator wrote them, lists and objects flattened as Name:0, Name:Child.</summary>
public sealed class NfSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>No settings.</summary>
    public static NfSettings Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>All names and values.</summary>
    public IReadOnlyDictionary<string, string> Values { get; } = values;

    /// <summary>The text of a setting, or <paramref name="otherwise"/> where it is not given.</summary>
    public string Text(string name, string otherwise) => Values.TryGetValue(name, out string? text) ? text : otherwise;

    /// <summary>A whole number.</summary>
    /// <exception cref="NfConfigurationException">The value is none.</exception>
    public long Number(string name, long otherwise)
    {
        if (!Values.TryGetValue(name, out string? text)) return otherwise;
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new NfConfigurationException($"{name} is '{text}': write a whole number.");
    }

    /// <summary>True or false.</summary>
    /// <exception cref="NfConfigurationException">The value is neither.</exception>
    public bool Flag(string name, bool otherwise)
    {
        if (!Values.TryGetValue(name, out string? text)) return otherwise;
        return bool.TryParse(text, out bool value) ? value : throw new NfConfigurationException($"{name} is '{text}': write true or false.");
    }

    /// <summary>A list: the values of Name:0, Name:1 and so on.</summary>
    public IReadOnlyList<string> List(string name)
    {
        List<string> items = [];
        while (Values.TryGetValue($"{name}:{items.Count}", out string? item)) items.Add(item);
        return items;
    }
}
