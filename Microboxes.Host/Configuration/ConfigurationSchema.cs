using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Microboxes.Host.Configuration;

/// <summary>The JSON schema of a configuration file, made from the options' types, so that an editor says what the host would say.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = HostOptionsContext.Default };

    /// <summary>The text of appsettings.schema.json.</summary>
    internal static string Text()
    {
        JsonSchemaExporterOptions exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };
        JsonObject schema = HostOptionsContext.Default.HostOptions.GetJsonSchemaAsNode(exporter).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema) return node;
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type.IsEnum) Restrict(schema, ScalarKind.NamesOf(type));
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object) schema["additionalProperties"] = false;
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Dictionary) schema.Remove("additionalProperties");
        Describe(schema, context.PropertyInfo?.AttributeProvider);
        return schema;
    }

    private static void Describe(JsonObject schema, ICustomAttributeProvider? attributes)
    {
        if (Attribute<RangeAttribute>(attributes) is { } range)
        {
            schema["minimum"] = Convert.ToInt64(range.Minimum, null);
            schema["maximum"] = Convert.ToInt64(range.Maximum, null);
        }

        if (Attribute<AllowedValuesAttribute>(attributes) is { } allowed) Restrict(schema, allowed.Values.Cast<string>());
        if (Attribute<DescriptionAttribute>(attributes) is { } description) schema.Insert(0, "description", description.Description);
    }

    private static void Restrict(JsonObject schema, IEnumerable<string> names)
    {
        schema["type"] = "string";
        schema["enum"] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
    }

    private static T? Attribute<T>(ICustomAttributeProvider? attributes)
        where T : Attribute => attributes?.GetCustomAttributes(typeof(T), false).OfType<T>().FirstOrDefault();
}
