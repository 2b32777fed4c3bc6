using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Tests.Admin;

/// <summary>Stands for the plane where only the way to it is tested; notes down what it was asked.</summary>
internal sealed class FakeAdmin : IAdmin
{
    internal List<string> Asked { get; } = [];

    internal Func<string, ChangeReply>? OnReload { get; set; }

    public StatusReply Status() => Noted("status", new StatusReply { Version = "9.9", ProcessId = 7, Packets = 12, Drops = new Dictionary<string, long> { ["not_ip"] = 3 } });

    public FunctionsReply Functions() => Noted("functions", new FunctionsReply([new() { Application = "a", Function = "F", Status = "Active", Lane = "lane-0", OsThread = 42, Lag = 5 }]));

    public PlanReply Plan(bool explain) => Noted("plan", new PlanReply(2, new([], [new("d", 1, [new("stack", 3)], [[new("ids", "a", "Ids", "tap", "stack", [], [], [])]], explain ? ["ids ∥ stats: both read only"] : null)])));

    public ChangeReply Reload(string function) => Noted($"reload {function}", OnReload?.Invoke(function) ?? new($"{function} was reloaded.", []));

    public ChangeReply Disable(string function) => Noted($"disable {function}", new ChangeReply($"{function} is disabled.", []));

    public ChangeReply Enable(string function) => Noted($"enable {function}", new ChangeReply($"{function} is enabled.", []));

    public ChangeReply Apply(ApplyRequest request) => Noted($"apply {request.File} {request.Configuration} {request.DryRun}", new ChangeReply("Applied.", ["one", "two"]));

    public ChangeReply Rollback() => Noted("rollback", new ChangeReply("Rolled back.", []));

    public UnloadReply Unload(string function) => Noted($"unload {function}", new UnloadReply(function, 2, [new("1.0", ["a root", "an object"])]));

    private T Noted<T>(string what, T reply)
    {
        lock (Asked) Asked.Add(what);
        return reply;
    }
}
