using System.Text.Json.Serialization;

namespace Microboxes.Host.Admin.Messages;

/// <summary>What a plane answers: a closed list too.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply")]
[JsonDerivedType(typeof(StatusReply), "status")]
[JsonDerivedType(typeof(FunctionsReply), "functions")]
[JsonDerivedType(typeof(PlanReply), "plan")]
[JsonDerivedType(typeof(ChangeReply), "change")]
[JsonDerivedType(typeof(UnloadReply), "unload")]
[JsonDerivedType(typeof(RefusalReply), "refusal")]
internal abstract record AdminReply;
