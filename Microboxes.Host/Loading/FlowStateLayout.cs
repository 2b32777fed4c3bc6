using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>How an NF lays its per-flow state out, in words: two versions whose words are equal can share it.</summary>
internal static class FlowStateLayout
{
    /// <summary>What an NF without per-flow state has.</summary>
    internal const string None = "";

    internal static string Of(Type function)
    {
        for (Type? type = function; type != null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(NetworkFunction<>)) return Describe(type.GenericTypeArguments[0]);
        }

        return None;
    }

    /// <summary>True when the NF says how states that another version laid out otherwise become its own.</summary>
    internal static bool Migrates(Type function)
    {
        MethodInfo? hook = function.GetMethod("MigrateFlow", BindingFlags.Instance | BindingFlags.NonPublic);
        return hook != null && hook.DeclaringType!.Assembly != typeof(NetworkFunction).Assembly;
    }

    private static string Describe(Type state)
    {
        StringBuilder words = new();
        Add(state, words, []);
        return words.ToString();
    }

    // What pointers point to counts too: a version that takes over follows them. Enclosing types are known, so that a list's node can name itself.
    private static void Add(Type type, StringBuilder words, List<Type> enclosing)
    {
        if (type.IsPointer)
        {
            words.Append('*');
            Add(type.GetElementType()!, words, enclosing);
        }
        else if (type.IsEnum)
        {
            words.Append(Enum.GetUnderlyingType(type).Name);
        }
        else if (type.IsPrimitive || type == typeof(void) || !type.IsValueType || enclosing.Contains(type))
        {
            words.Append(type.Name);
        }
        else
        {
            AddFields(type, words, [.. enclosing, type]);
        }
    }

    private static void AddFields(Type type, StringBuilder words, List<Type> enclosing)
    {
        StructLayoutAttribute? layout = type.StructLayoutAttribute;
        words.Append(layout?.Value).Append(layout?.Pack).Append('/').Append(layout?.Size).Append('{');
        foreach (CustomAttributeData attribute in type.CustomAttributes.Where(a => a.AttributeType.Name == "InlineArrayAttribute")) words.Append('[').Append(attribute.ConstructorArguments[0].Value).Append(']');
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken))
        {
            words.Append(field.Name);
            if (field.GetCustomAttribute<FieldOffsetAttribute>() is { } offset) words.Append('@').Append(offset.Value);
            words.Append(':');
            Add(field.FieldType, words, enclosing);
            words.Append(';');
        }

        words.Append('}');
    }
}
