using System.Text.Json.Serialization;

namespace Microboxes.Host.Admin.Messages;

/// <summary>What an operator may ask of a running plane: this closed list and nothing else, over every channel.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(StatusRequest), "status")]
[JsonDerivedType(typeof(FunctionsRequest), "nf list")]
[JsonDerivedType(typeof(ReloadRequest), "nf reload")]
[JsonDerivedType(typeof(DisableRequest), "nf disable")]
[JsonDerivedType(typeof(EnableRequest), "nf enable")]
[JsonDerivedType(typeof(PlanRequest), "plan")]
[JsonDerivedType(typeof(ApplyRequest), "apply")]
[JsonDerivedType(typeof(RollbackRequest), "rollback")]
[JsonDerivedType(typeof(UnloadRequest), "doctor unload")]
internal abstract record AdminRequest;
