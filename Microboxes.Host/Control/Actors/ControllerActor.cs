using System.Globalization;
using Akka.Actor;

namespace Microboxes.Host.Control.Actors;

/// <summary>Answers for the whole plane: an actor for every stack line, all they know in one place, and the memory that NFs share.</summary>
internal sealed class ControllerActor : ReceiveActor, IWithTimers
{
    private readonly Supervision supervision;
    private readonly LineWiring[] lines;
    private readonly MemoryBudget memory;
    private readonly SortedDictionary<string, NfStatus> functions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PublisherStatus> publishers = new(StringComparer.Ordinal);

    public ControllerActor(Supervision supervision)
    {
        this.supervision = supervision;
        lines = [.. supervision.Plane.Devices.SelectMany(device => device.Lines)];
        memory = new(supervision.Options.MaxManagedBytes, [.. lines.SelectMany((line, number) => SupervisedNf.Of(line, number))]);
        Receive<NfStatus>(status => functions[status.ActorPath] = status);
        Receive<PublisherStatus>(status => publishers[status.Name] = status);
        Receive<Look>(_ => OnLook());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        for (int number = 0; number < lines.Length; number++)
        {
            LineWiring line = lines[number];
            int own = number;
            Context.ActorOf(Props.Create(() => new StackLineActor(line, own, supervision)), string.Create(CultureInfo.InvariantCulture, $"line-{number}"));
        }

        Timers.StartPeriodicTimer(nameof(Look), Look.Now, TimeSpan.Zero, Supervision.Interval);
    }

    protected override void PostStop() => memory.End();

    private void OnLook()
    {
        memory.Look();
        int stuck = supervision.Plane.Lanes.Stuck.Count;
        supervision.Board.Status = new()
        {
            Functions = [.. functions.Values],
            Publishers = [.. publishers.Values],
            StuckThreads = stuck,
            RestartNeeded = stuck <= supervision.Options.MaxStuckThreads ? null : $"Functions keep {stuck} threads that do not come back: correct them and start the host again.",
        };
    }
}
