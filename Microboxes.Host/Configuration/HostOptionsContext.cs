using System.Text.Json.Serialization;

namespace Microboxes.Host.Configuration;

/// <summary>What the options look like, made at compile time: the schema and the check of a file's shape both read it.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(HostOptions))]
internal sealed partial class HostOptionsContext : JsonSerializerContext;
