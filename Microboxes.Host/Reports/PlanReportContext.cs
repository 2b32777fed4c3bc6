using System.Text.Json.Serialization;

namespace Microboxes.Host.Reports;

/// <summary>How a plan is written as JSON, made at compile time; what is not set is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class PlanReportContext : JsonSerializerContext;
