using Microboxes.Host.Dispatch;
using Microboxes.Host.Functions;
using Microboxes.Host.Stacks;

namespace Microboxes.Host.Control;

/// <summary>One stack line on its way from one plan to the next: who stays, who comes, who leaves.</summary>
internal sealed class LineSwap : ILineFollowers, IDisposable
{
    private readonly LineWiring running;
    private readonly IReadOnlyList<WiredStep> steps;
    private readonly RingWiring rings;
    private readonly SubscriptionTable table;
    private readonly List<(NfAdapter Adapter, PlanCommand Command)> told = [];

    /// <param name="running">The line, and what runs there now.</param>
    /// <param name="steps">What is to run; the adapters of those who come are made before the swap begins.</param>
    /// <param name="rings">How it is to be linked.</param>
    /// <param name="ports">The ports it has.</param>
    /// <param name="table">Which events are for them.</param>
    /// <param name="added">The bits of those who come.</param>
    internal LineSwap(LineWiring running, IReadOnlyList<WiredStep> steps, RingWiring rings, LinePorts ports, SubscriptionTable table, ulong added)
    {
        this.running = running;
        this.steps = steps;
        this.rings = rings;
        this.table = table;
        Change = new() { Added = added, Filters = ports.Filters, Subscriptions = table, Timers = ports.Timers, Followers = this };
    }

    /// <summary>The line's part.</summary>
    internal LineChange Change { get; }

    internal LineWiring Wiring => running;

    /// <summary>Those who come.</summary>
    internal IEnumerable<NfAdapter> Coming => steps.Where(step => !step.Stays && step.Adapter != null).Select(step => step.Adapter!);

    /// <summary>Those who leave.</summary>
    internal IEnumerable<NfAdapter> Leaving => running.Steps.Select(step => step.Adapter!).Where(adapter => !steps.Any(step => step.Adapter == adapter));

    /// <summary>True when the line runs by the next plan, or has ended.</summary>
    internal bool IsOver => Change.IsDone || Change.IsCancelled;

    public bool AreQuiet => running.Rings.IsQuiet(running.Line.Ring.Cursor.Value);

    public void Switch(long plan)
    {
        foreach (NfAdapter coming in Coming) coming.BeginBehind(plan);
        IReadOnlyList<NfNeighbours> neighbours = new LineSteps(running.Line, steps, rings).Link(plan);
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Stays) told.Add((steps[i].Adapter!, new NeighboursCommand(neighbours[i])));
            else steps[i].Adapter!.OnNeighbours(neighbours[i]);
        }

        told.AddRange(Leaving.Select(adapter => (adapter, (PlanCommand)new RetireCommand())));
    }

    public bool HaveTakenNote()
    {
        foreach ((NfAdapter adapter, PlanCommand command) in told)
        {
            if (!command.IsPosted) command.IsPosted = adapter.Proxy.Post(command);
        }

        return told.TrueForAll(t => t.Command.IsDone);
    }

    /// <summary>Once it is over: notes what runs now.</summary>
    /// <returns>The adapters that are left over: those who left, or those who came too late.</returns>
    internal IReadOnlyList<NfAdapter> Conclude()
    {
        table.Dispose();
        NfAdapter[] over = [.. Change.IsDone ? Leaving : Coming];
        if (Change.IsDone) running.Become(steps, rings);
        return over;
    }

    /// <summary>Takes it all back, before it was asked for.</summary>
    public void Dispose()
    {
        table.Dispose();
        foreach (NfAdapter adapter in Coming) adapter.Dispose();
    }
}
