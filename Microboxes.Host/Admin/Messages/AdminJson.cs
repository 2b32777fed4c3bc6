using System.Text.Json.Serialization;

namespace Microboxes.Host.Admin.Messages;

/// <summary>The closed set of messages as JSON, made at compile time. A member or a type that is not in it is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AdminCall))]
[JsonSerializable(typeof(AdminAnswer))]
[JsonSerializable(typeof(StatusReply))]
[JsonSerializable(typeof(FunctionsReply))]
[JsonSerializable(typeof(PlanReply))]
[JsonSerializable(typeof(ChangeReply))]
[JsonSerializable(typeof(UnloadReply))]
[JsonSerializable(typeof(RefusalReply))]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AdminJson : JsonSerializerContext;
