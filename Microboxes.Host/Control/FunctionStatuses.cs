using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Loading;

namespace Microboxes.Host.Control;

/// <summary>What an operator is told of each network function.</summary>
internal static class FunctionStatuses
{
    /// <param name="report">What the plane did.</param>
    /// <param name="status">What those know who watch over it; null where nobody does.</param>
    internal static IReadOnlyList<FunctionStatus> Of(PlaneReport report, PlaneStatus? status = null)
    {
        HashSet<string> running = [.. report.Functions.Select(f => f.Name)];
        return
        [
            .. status is { Functions.Count: > 0 }
                ? status.Functions.Select(f => Of(f, PluginOf(f.Function, report)))
                : report.Functions.Select(f => Of(f, PluginOf(f.Name, report))),
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

    private static FunctionStatus Of(NfStatus nf, PluginReport? plugin) => new()
    {
        Application = nf.Application,
        Function = nf.Function,
        StackLine = nf.StackLine,
        Version = plugin?.Version ?? nf.Version,
        Status = nf.State == NfState.Active ? plugin?.State ?? nameof(PluginState.Active) : nf.State.ToString(),
        Reason = nf.State == NfState.Active ? nf.Reason ?? plugin?.Reason : nf.Reason,
        Mode = nf.Mode,
        ActorPath = nf.ActorPath,
        Lane = nf.Lane,
        OsThread = nf.OsThread,
        Restarts = nf.Restarts,
        Reloads = plugin?.Reloads ?? 0,
        Events = nf.Events,
        Lag = nf.Lag,
        Lost = nf.Lost,
        Missed = nf.Missed,
    };

    // A plugin that no application names.
    private static FunctionStatus Of(string function, PluginReport plugin) =>
        new() { Application = "", Function = function, StackLine = -1, Version = plugin.Version, Status = plugin.State, Reason = plugin.Reason, Reloads = plugin.Reloads };
}
