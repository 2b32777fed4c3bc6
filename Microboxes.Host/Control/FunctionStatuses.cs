using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Loading;

namespace Microboxes.Host.Control;

/// <summary>What an operator is told of each network function.</summary>
internal static class FunctionStatuses
{
    internal static IReadOnlyList<FunctionStatus> Of(PlaneReport report)
    {
        HashSet<string> running = [.. report.Functions.Select(f => f.Name)];
        return
        [
            .. report.Functions.Select(f => Of(f, PluginOf(f.Name, report))),
            .. report.Plugins.SelectMany(plugin => plugin.Functions.Where(name => !running.Contains(name)).Select(name => Of(name, plugin))),
        ];
    }

    private static PluginReport? PluginOf(string function, PlaneReport report) => report.Plugins.FirstOrDefault(p => p.Functions.Contains(function));

    private static FunctionStatus Of(FunctionReport function, PluginReport? plugin) => new()
    {
        Application = function.Application,
        Function = function.Name,
        StackLine = -1,
        Version = plugin?.Version,
        Status = function.Failure != null && (plugin == null || plugin.State == nameof(PluginState.Active)) ? nameof(PluginState.Quarantined) : plugin?.State ?? nameof(PluginState.Active),
        Reason = function.Failure ?? plugin?.Reason,
        Mode = function.Mode,
        Reloads = plugin?.Reloads ?? 0,
        Events = function.Events,
        Lag = function.Lag,
        Lost = function.Lost,
        Missed = function.Missed,
    };

    // A plugin that no application names.
    private static FunctionStatus Of(string function, PluginReport plugin) =>
        new() { Application = "", Function = function, StackLine = -1, Version = plugin.Version, Status = plugin.State, Reason = plugin.Reason, Reloads = plugin.Reloads };
}
