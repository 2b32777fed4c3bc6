using Microboxes.Host.Configuration;
using Microboxes.Host.Reports;

namespace Microboxes.Host.Commands;

/// <summary>Makes the plan of a configuration without opening or starting anything.</summary>
/// <param name="options">The configuration.</param>
/// <param name="declarations">A file that says what functions declare, or null to ask the plugins.</param>
/// <param name="explain">Whether to give reasons in words.</param>
internal delegate PlanReport PlanDrafter(HostOptions options, string? declarations, bool explain);
