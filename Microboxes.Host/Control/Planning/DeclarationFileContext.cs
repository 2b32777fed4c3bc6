using System.Text.Json.Serialization;

namespace Microboxes.Host.Control.Planning;

/// <summary>What a file of declarations looks like, made at compile time.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Dictionary<string, DeclarationFile.WrittenFunction>))]
internal sealed partial class DeclarationFileContext : JsonSerializerContext;
