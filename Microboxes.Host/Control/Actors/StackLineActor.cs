using System.Globalization;
using Akka.Actor;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;

namespace Microboxes.Host.Control.Actors;

/// <summary>Answers for one stack line: watches over the actors of its NFs, and tells who keeps what readable on its ring.</summary>
internal sealed class StackLineActor : ReceiveActor, IWithTimers
{
    private readonly LineWiring wiring;
    private readonly IReadOnlyList<SupervisedNf> functions;
    private readonly Supervision supervision;

    public StackLineActor(LineWiring wiring, int number, Supervision supervision)
    {
        this.wiring = wiring;
        this.supervision = supervision;
        functions = SupervisedNf.Of(wiring, number);
        Receive<Look>(_ => OnLook());
        Receive<NfStatus>(Context.Parent.Forward);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        HashSet<string> names = [];
        foreach (SupervisedNf nf in functions) Context.ActorOf(Props.Create(() => new NfActor(nf, supervision)), NameOf(nf, names));
        Timers.StartPeriodicTimer(nameof(Look), Look.Now, TimeSpan.Zero, Supervision.Interval);
    }

    protected override void PostStop() => supervision.Board.Last(OfLine());

    // An actor's own failure is no failure of its NF, which goes on meanwhile.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

    private static string NameOf(SupervisedNf nf, HashSet<string> names)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(nf.Function)}-{nf.StackLine}");
        for (int again = 2; !names.Add(name); again++) name = string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(nf.Function)}-{nf.StackLine}.{again}");
        return name;
    }

    private void OnLook()
    {
        Context.Parent.Tell(OfLine());
        foreach (SupervisedNf nf in functions)
        {
            if (nf.Adapter.Output != null) Context.Parent.Tell(OfFunction(nf.Adapter));
        }
    }

    private PublisherStatus OfLine()
    {
        StackLine line = wiring.Line;
        long newest = line.Ring.Cursor.Value;
        KeyValuePair<string, long>[] lags = [.. wiring.Functions.Select(f => KeyValuePair.Create(f.Adapter.Name, f.Adapter.Lag))];
        Lane? lane = supervision.Plane.Lanes.Of(line);
        return new()
        {
            Name = line.Name,
            ActorPath = Self.Path.ToStringWithoutAddress(),
            Lane = lane?.Name ?? "",
            OsThread = lane?.OsThread ?? 0,
            Packets = line.PacketsTaken,
            Newest = newest,
            OldestReadable = newest + 1 - lags.Select(lag => lag.Value).DefaultIfEmpty().Max(),
            RetainedBytes = line.Retained.Bytes,
            CondemnedRings = line.Renewal.CondemnedRings,
            Lags = lags,
        };
    }

    private PublisherStatus OfFunction(NfAdapter publisher)
    {
        long newest = publisher.Output!.Ring.Cursor.Value;
        KeyValuePair<string, long>[] lags =
        [
            .. wiring.Functions.SelectMany(f => f.Adapter.Followed.Where(ring => ring.Follows(publisher.Output)).Select(ring => KeyValuePair.Create(f.Adapter.Name, ring.Lag))),
        ];
        Lane? lane = supervision.Plane.Lanes.Of(publisher.Cycle);
        return new()
        {
            Name = publisher.Name,
            ActorPath = Self.Path.ToStringWithoutAddress(),
            Lane = lane?.Name ?? "",
            OsThread = lane?.OsThread ?? 0,
            Newest = newest,
            OldestReadable = newest + 1 - lags.Select(lag => lag.Value).DefaultIfEmpty().Max(),
            Lags = lags,
        };
    }
}
