using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;

namespace Microboxes.Host.Configuration;

/// <summary>
/// Finds every key that the options do not know and every value of the wrong type or outside its range.
/// The binder would stop at the first, and pass over unknown keys.
/// </summary>
internal sealed class ShapeCheck(List<ConfigurationMistake> mistakes)
{
    internal void Check(IConfiguration root) => CheckMembers(root, "", TypeInfo(typeof(HostOptions)));

    private void CheckNode(IConfigurationSection section, Type type, ICustomAttributeProvider? attributes)
    {
        JsonTypeInfo info = TypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                if (IsComposite(section, "an object { ... }")) CheckMembers(section, section.Path, info);
                break;
            case JsonTypeInfoKind.Enumerable:
                if (IsComposite(section, "a list [ ... ]")) CheckItems(section, info.ElementType!);
                break;
            case JsonTypeInfoKind.Dictionary:
                IsComposite(section, "an object { ... }");
                break;
            default:
                CheckScalar(section, Nullable.GetUnderlyingType(type) ?? type, attributes);
                break;
        }
    }

    private void CheckMembers(IConfiguration section, string path, JsonTypeInfo info)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            JsonPropertyInfo? property = info.Properties.FirstOrDefault(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property == null) mistakes.Add(UnknownKey(child, path, info));
            else CheckNode(child, property.PropertyType, property.AttributeProvider);
        }
    }

    private void CheckItems(IConfigurationSection section, Type item)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)) CheckNode(child, item, null);
            else
            {
                mistakes.Add(new(section.Path, null, " is an object", "write a list [ ... ]"));
                return;
            }
        }
    }

    private void CheckScalar(IConfigurationSection section, Type type, ICustomAttributeProvider? attributes)
    {
        string range = RangeText(attributes);
        if (section.GetChildren().Any())
            mistakes.Add(new(section.Path, null, " is an object or a list", (ScalarKind.Remedy(type, "") ?? "write one text in quotes") + range));
        else if (section.Value == null)
            mistakes.Add(new(section.Path, "null", "", "write a value, or leave the line out for the default"));
        else if (ScalarKind.Remedy(type, section.Value) is { } remedy)
            mistakes.Add(new(section.Path, section.Value, "", remedy + range));
        else
            CheckAttributes(section, attributes, range);
    }

    private void CheckAttributes(IConfigurationSection section, ICustomAttributeProvider? attributes, string range)
    {
        if (Attribute<RangeAttribute>(attributes) is { } limits && !IsWithin(limits, section.Value!))
            mistakes.Add(new(section.Path, section.Value, "", $"write a whole number{range}"));
        if (Attribute<AllowedValuesAttribute>(attributes) is { } allowed && !allowed.Values.Contains(section.Value))
            mistakes.Add(new(section.Path, section.Value, "", $"write {ScalarKind.Choice([.. allowed.Values.Cast<string>()])}"));
    }

    private static ConfigurationMistake UnknownKey(IConfigurationSection child, string path, JsonTypeInfo info)
    {
        string[] known = [.. info.Properties.Select(p => p.Name).Where(n => n[0] != '$')];
        string where = path.Length == 0 ? "at the top of the file" : $"in {path}";
        return new(child.Path, null, " is not a setting of Microboxes", $"{where} write one of {string.Join(", ", known)}");
    }

    private bool IsComposite(IConfigurationSection section, string expected)
    {
        if (string.IsNullOrEmpty(section.Value)) return true;
        mistakes.Add(new(section.Path, section.Value, "", $"write {expected}"));
        return false;
    }

    private static string RangeText(ICustomAttributeProvider? attributes) =>
        Attribute<RangeAttribute>(attributes) is { } limits ? string.Create(CultureInfo.InvariantCulture, $" from {limits.Minimum} to {limits.Maximum}") : "";

    private static bool IsWithin(RangeAttribute limits, string text)
    {
        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return number >= Convert.ToDouble(limits.Minimum, CultureInfo.InvariantCulture) && number <= Convert.ToDouble(limits.Maximum, CultureInfo.InvariantCulture);
    }

    private static T? Attribute<T>(ICustomAttributeProvider? attributes)
        where T : Attribute => attributes?.GetCustomAttributes(typeof(T), false).OfType<T>().FirstOrDefault();

    private static JsonTypeInfo TypeInfo(Type type) => HostOptionsContext.Default.GetTypeInfo(type)!;
}
