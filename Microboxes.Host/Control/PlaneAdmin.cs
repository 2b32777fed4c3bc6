using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Control.Reloading;

namespace Microboxes.Host.Control;

/// <summary>Carries out an operator's commands on a running plane.</summary>
internal sealed class PlaneAdmin(IPlane plane, HostOptions options, NfFactory createFunction) : IAdmin
{
    private readonly PluginAdmin? plugins = plane is LivePlane live ? new(live.Plugins) : null;

    public StatusReply Status()
    {
        PlaneReport report = plane.Report();
        return new()
        {
            Version = AdminWire.Version,
            ProcessId = Environment.ProcessId,
            Seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
            Packets = report.Packets,
            Bytes = report.Bytes,
            Delivered = report.Delivered,
            Drops = new Dictionary<string, long>(report.Drops),
            PlanGeneration = 1,
            Applications = [.. options.Applications.Select(a => a.Name)],
            Devices = [.. report.Devices.Select(d => new DeviceStatus(d.Name, d.Packets, d.Fault))],
            StackLines = report.StackLines.Count,
            Functions = FunctionStatuses.Of(report).GroupBy(f => f.Status, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            LeakedVersions = report.Plugins.Sum(p => p.Leaked.Count),
            Warnings = [.. report.Plugins.Where(p => p.Leaked.Count > 0).Select(p => $"{p.Name} does not leave memory after it was replaced: ./mb doctor unload {p.Functions.FirstOrDefault(p.Name)} tells why.")],
        };
    }

    public FunctionsReply Functions() => new(FunctionStatuses.Of(plane.Report()));

    public PlanReply Plan(bool explain) => new(1, new Planner(new InstanceDeclarations(createFunction).Of).Draft(options, explain));

    public ChangeReply Reload(string function) => Plugins().Reload(function);

    public ChangeReply Disable(string function) => Plugins().Disable(function);

    public ChangeReply Enable(string function) => Plugins().Enable(function);

    public ChangeReply Apply(ApplyRequest request) => throw Unchanging();

    public ChangeReply Rollback() => throw Unchanging();

    public UnloadReply Unload(string function) => Plugins().Unload(function);

    private PluginAdmin Plugins() => plugins ?? throw new AdminFailureException("The network functions of this plane do not change while it runs: start it with Plugins:Watch true.");

    private static AdminFailureException Unchanging() => new("This plane's plan does not change while it runs: start it anew.");
}
