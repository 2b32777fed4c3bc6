using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Control.Reloading;
using Microboxes.Host.Loading;

namespace Microboxes.Host.Control;

/// <summary>Carries out an operator's commands on a running plane.</summary>
internal sealed class PlaneAdmin(IPlane plane, HostOptions options, NfFactory createFunction) : IAdmin
{
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
        };
    }

    public FunctionsReply Functions() => new([.. plane.Report().Functions.Select(f => new FunctionStatus
    {
        Application = f.Application,
        Function = f.Name,
        StackLine = -1,
        Status = f.Failure == null ? "Active" : "Quarantined",
        Reason = f.Failure,
        Mode = f.Mode,
        Events = f.Events,
        Lag = f.Lag,
        Lost = f.Lost,
        Missed = f.Missed,
    })]);

    public PlanReply Plan(bool explain) => new(1, new Planner(new InstanceDeclarations(createFunction).Of).Draft(options, explain));

    public ChangeReply Reload(string function)
    {
        Live.Reload(function);
        return new($"{function} was loaded anew.", []);
    }

    public ChangeReply Disable(string function)
    {
        Live.Disable(function);
        return new($"{function} is out until it is enabled.", []);
    }

    public ChangeReply Enable(string function)
    {
        Live.Enable(function);
        return new($"{function} is back at work.", []);
    }

    public ChangeReply Apply(ApplyRequest request) => throw Unchanging();

    public ChangeReply Rollback() => throw Unchanging();

    public UnloadReply Unload(string function)
    {
        UnloadLedger ledger = Live.LedgerOf(function);
        ledger.Collect();
        IReadOnlyList<UnloadProof> held = ledger.Remaining;
        IReadOnlyList<LeakReport> examined = held.Count == 0 ? [] : UnloadDoctor.Examine(held);
        return new(function, ledger.Collected, [.. examined.Select(leak => new HeldVersion(leak.Version, leak.Root))]);
    }

    private LivePlugins Live => (plane as LivePlane)?.Plugins ?? throw Unchanging();

    private static AdminFailureException Unchanging() => new("This plane does not change while it runs: start it anew.");
}
