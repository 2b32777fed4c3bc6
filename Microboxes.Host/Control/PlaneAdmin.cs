using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Control.Reloading;

namespace Microboxes.Host.Control;

/// <summary>Carries out an operator's commands on a running plane.</summary>
internal sealed class PlaneAdmin(IPlane plane, HostOptions options, NfFactory createFunction) : IAdmin
{
    private readonly PlaneChanges? changes = (plane as IChangeablePlane)?.Changes;
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
            PlanGeneration = changes?.Generation ?? 1,
            Applications = [.. (changes?.Current.Options ?? options).Applications.Select(a => a.Name)],
            Devices = [.. report.Devices.Select(d => new DeviceStatus(d.Name, d.Packets, d.Fault))],
            StackLines = report.StackLines.Count,
            Functions = FunctionStatuses.Of(report, plane.Status).GroupBy(f => f.Status, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            LeakedVersions = report.Plugins.Sum(p => p.Leaked.Count),
            Warnings = [.. report.Plugins.Where(p => p.Leaked.Count > 0).Select(p => $"{p.Name} does not leave memory after it was replaced: ./mb doctor unload {p.Functions.FirstOrDefault(p.Name)} tells why.")],
        };
    }

    public FunctionsReply Functions() => new(FunctionStatuses.Of(plane.Report(), plane.Status));

    public PlanReply Plan(bool explain) => changes == null
        ? new(1, new Planner(new InstanceDeclarations(createFunction).Of).Draft(options, explain))
        : new(changes.Generation, Planning.PlanReports.Of(changes.Current, [], explain));

    public ChangeReply Reload(string function) => Plugins().Reload(function);

    public ChangeReply Disable(string function) => Plugins().Disable(function);

    public ChangeReply Enable(string function) => Plugins().Enable(function);

    public ChangeReply Apply(ApplyRequest request)
    {
        HostOptions next = ConfigurationFile.Parse(request.File, request.Configuration);
        if (request.DryRun) return Reply(Changes().Preview(next), "would change", $"{request.File} can be applied");
        return Reply(Changes().Apply(next), "changed", $"The applications of {request.File} run");
    }

    public ChangeReply Rollback() => Reply(Changes().Rollback(), "changed", "The plan before the last one runs again");

    private static ChangeReply Reply(PlanDifference difference, string verb, string what) => new(
        difference.Changes.Count == 0 ? $"{what}; nothing {verb}." : $"{what}; {difference.Changes.Count} {(difference.Changes.Count == 1 ? "function" : "functions")} {verb}.",
        difference.Changes);

    private PlaneChanges Changes() => changes ?? throw Unchanging();

    public UnloadReply Unload(string function) => Plugins().Unload(function);

    private PluginAdmin Plugins() => plugins ?? throw new AdminFailureException("The network functions of this plane do not change while it runs: start it with Plugins:Watch true.");

    private static AdminFailureException Unchanging() => new("This plane's plan does not change while it runs: start it anew.");
}
