using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Lanes;

namespace Microboxes.Host.Control;

/// <summary>
/// Changes a running plane's applications: a plan is validated as a whole and its new NFs are started before any stack line hears of it, so that whatever is
/// wrong leaves the running plan untouched. One change at a time.
/// </summary>
internal sealed class PlaneChanges(IReadOnlyList<DeviceWiring> devices, LaneSet lanes, LinePlanner planner, LanePlaces places, NfFactory createFunction, Plan first)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly Stack<Plan> earlier = [];
    private volatile Plan current = first;
    private volatile bool isRunning;
    private int generation = 1;

    /// <summary>The plan that runs.</summary>
    internal Plan Current => current;

    /// <summary>Counts plans; the one it started with is 1.</summary>
    internal int Generation => Volatile.Read(ref generation);

    /// <summary>True while lanes run the plane.</summary>
    internal bool IsRunning
    {
        get => isRunning;
        set => isRunning = value;
    }

    /// <summary>Hears of every plan that runs from now on.</summary>
    internal Action<Plan> Applied { get; set; } = _ => { };

    /// <summary>Says what applying another configuration's applications would change, and changes nothing.</summary>
    /// <exception cref="PlanException">It cannot be applied.</exception>
    internal PlanDifference Preview(HostOptions next) => new(current, PlanOf(next, new(createFunction)));

    /// <summary>Runs another configuration's applications from now on.</summary>
    /// <exception cref="PlanException">It cannot be applied; the running plan is untouched.</exception>
    internal PlanDifference Apply(HostOptions next)
    {
        lock (gate)
        {
            Plan before = current;
            PlanDifference difference = Change(next);
            earlier.Push(before);
            return difference;
        }
    }

    /// <summary>Goes back to the plan before the last one.</summary>
    /// <exception cref="PlanException">There is none, or it cannot be applied any more.</exception>
    internal PlanDifference Rollback()
    {
        lock (gate)
        {
            if (!earlier.TryPeek(out Plan? before)) throw new PlanException("There is no earlier plan: nothing was applied since the plane started.");
            PlanDifference difference = Change(before.Options);
            earlier.Pop();
            return difference;
        }
    }

    /// <summary>Asks the stack lines for a change; <see cref="End"/> ends it when it is over.</summary>
    /// <exception cref="PlanException">It cannot be applied.</exception>
    internal PlanSwap Begin(HostOptions next)
    {
        InstanceDeclarations instances = new(createFunction);
        Plan plan = PlanOf(next, instances);
        PlanInstances made = new(instances);
        List<LineSwap> lines = [];
        try
        {
            for (int device = 0; device < devices.Count; device++)
            {
                foreach (LineWiring line in devices[device].Lines) lines.Add(planner.Change(line, plan.Devices[device], made, lines.Count));
            }
        }
        catch
        {
            foreach (LineSwap line in lines) line.Dispose();
            throw;
        }

        PlanSwap swap = new(plan, lines);
        swap.Request();
        return swap;
    }

    /// <summary>Ends a change that is over.</summary>
    /// <exception cref="PlanException">No line could make it any more.</exception>
    internal void End(PlanSwap swap)
    {
        swap.Conclude(places, devices.Sum(device => device.Lines.Count));
        if (swap.IsCancelled) throw Ended();
        current = swap.Plan;
        Applied(swap.Plan);
        Volatile.Write(ref generation, generation + 1);
    }

    private PlanDifference Change(HostOptions next)
    {
        if (!isRunning) throw Ended();
        Plan before = current;
        PlanSwap swap = Begin(next);
        while (!swap.IsOver)
        {
            Thread.Sleep(Interval);
            swap.CancelWhereEnded(lanes);
            if (isRunning) continue;
            swap.Cancel();
            if (!swap.IsOver) throw new PlanException("The plane failed while its plan was changed: start it anew.");
        }

        End(swap);
        return new(before, swap.Plan);
    }

    private Plan PlanOf(HostOptions next, InstanceDeclarations instances)
    {
        if (next.Applications.Count == 0) throw new PlanException("Applications is empty, so there is nothing to run: add an application to the configuration.");
        HostOptions options = current.Options.With(next.Applications);
        CheckDevices(options);
        Plan plan = new Planner(instances.Of).Plan(options);
        for (int device = 0; device < devices.Count; device++)
        {
            if (devices[device].Lines.Count == 0 && plan.Devices[device].Functions.Count > 0)
                throw new PlanException($"{plan.Devices[device].Device} started without an application and passes packets on unseen: start the plane anew to run one there.");
        }

        return plan;
    }

    private static void CheckDevices(HostOptions options)
    {
        foreach (ApplicationOptions application in options.Applications)
        {
            string? unknown = application.Devices.Find(name => !options.Devices.Exists(device => device.Name == name));
            if (unknown == null) continue;
            throw new PlanException($"Application {application.Name} names the device {unknown}, which does not run: start the plane anew with it, or use {ScalarKind.Choice([.. options.Devices.Select(d => d.Name)])}.");
        }
    }

    private static PlanException Ended() => new("The plane does not run any more, so nothing was changed: start it anew with the configuration.");
}
