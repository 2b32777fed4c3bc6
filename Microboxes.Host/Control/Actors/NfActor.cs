using System.Diagnostics;
using Akka.Actor;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Actors;

/// <summary>
/// Answers for one NF instance: sees that it failed, puts a new instance in its place after a back-off, and gives it up when it fails too often. It reaches the lane by
/// the adapter's proxy only, and holds no object of the plugin.
/// </summary>
internal sealed class NfActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private readonly SupervisedNf nf;
    private readonly Supervision supervision;
    private readonly BackOff backOff;
    private readonly ExcessEvents excess;
    private NfState state;
    private string? reason;
    private string version;
    private int handledFailures;
    private int restarts;
    private int attempt;
    private bool isStarting;

    public NfActor(SupervisedNf nf, Supervision supervision)
    {
        this.nf = nf;
        this.supervision = supervision;
        backOff = new(supervision.Options);
        excess = new(nf.Adapter, supervision.Options.MaxExcessEvents);
        version = NfRestart.VersionOf(nf.Adapter.Function);
        Receive<Look>(_ => OnLook());
        Receive<Restart>(_ => OnRestart());
        Receive<Restarted>(OnRestarted);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Look), Look.Now, TimeSpan.Zero, Supervision.Interval);

    protected override void PostStop()
    {
        OnLook();
        if (state == NfState.Active) state = NfState.Stopped;
        supervision.Board.Last(Status());
    }

    private void OnLook()
    {
        if (nf.Adapter.Failure == null) OnAtWork();
        else if (nf.Adapter.Failures > handledFailures) OnFailed();
        else if (state == NfState.Active) (state, reason) = (NfState.Disabled, nf.Adapter.Failure);
        Context.Parent.Tell(Status());
    }

    // Also when somebody else has put a new version there.
    private void OnAtWork()
    {
        if (isStarting) return;
        if (state != NfState.Active)
        {
            Timers.Cancel(nameof(Restart));
            attempt++;
            if (state != NfState.BackingOff) backOff.Reset();
            state = NfState.Active;
        }

        if (excess.Look(Now) is { } events)
            nf.Adapter.Proxy.Fail($"{nf.Adapter.Name} published {events} events more than it declares and was taken out: let it declare or publish as many as it means.");
    }

    private void OnFailed()
    {
        if (isStarting || !nf.Adapter.CanBeRestarted) return;
        handledFailures = nf.Adapter.Failures;
        Fail(nf.Adapter.Failure!);
    }

    private void Fail(string cause)
    {
        reason = cause;
        if (supervision.HasTooManyStuckThreads || backOff.Next(Now) is not { } wait)
        {
            state = NfState.Quarantined;
            return;
        }

        state = NfState.BackingOff;
        Timers.StartSingleTimer(nameof(Restart), Restart.Now, wait);
    }

    private void OnRestart()
    {
        if (state != NfState.BackingOff) return;
        int mine = ++attempt;
        isStarting = true;
        NfRestart.Begin(nf, supervision.CreateFunction, mine).PipeTo(Self);
        Timers.StartSingleTimer(nameof(LongestStart), new Restarted(mine, $"{nf.Adapter.Name} could not be started anew: its start took too long.", ""), LongestStart);
    }

    private void OnRestarted(Restarted outcome)
    {
        if (outcome.Attempt != attempt || state != NfState.BackingOff) return;
        Timers.Cancel(nameof(LongestStart));
        isStarting = false;
        attempt++;
        if (outcome.Fault != null)
        {
            Fail(outcome.Fault);
            return;
        }

        restarts++;
        version = outcome.Version;
        state = NfState.Active;
    }

    private NfStatus Status() => new()
    {
        Application = nf.Application,
        Function = nf.Function,
        StackLine = nf.StackLine,
        ActorPath = Self.Path.ToStringWithoutAddress(),
        Mode = nf.Adapter.Mode switch { NfMode.Inline => "inline", NfMode.LossyTap => "lossy", _ => "tap" },
        Lane = LaneOf()?.Name ?? "",
        OsThread = LaneOf()?.OsThread ?? 0,
        State = state,
        Reason = reason,
        Restarts = restarts,
        Events = nf.Adapter.Handed,
        Missed = nf.Adapter.Missed,
        Lost = nf.Adapter.Lost,
        Lag = nf.Adapter.Lag,
        Version = version,
    };

    private Lanes.Lane? LaneOf() => supervision.Plane.Lanes.Of(nf.Adapter.Cycle);
}
