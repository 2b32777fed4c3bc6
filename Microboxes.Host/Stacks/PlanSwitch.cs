using System.Runtime.CompilerServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>
/// Takes a stack line from one plan to the next while packets flow. First open flows learn, slice by slice between bursts, which new ports want them, to no
/// effect yet. Then a PLAN slot is raised and nothing more until everybody has reached it; the line switches its tables, all take note, and it goes on: what
/// stays sees every event once, and what is new begins at one sequence.
/// </summary>
internal sealed unsafe class PlanSwitch(FlowTable table, EventPublisher publisher, PortFilters filters, LineTimers timers, FlowOffers offers)
{
    private const int FlowsPerSlice = 1024;
    private const long NotRaised = -1;

    private volatile LineChange? change;
    private volatile LineChange? last;
    private bool begun;
    private bool switched;
    private int nextFlow;
    private long plan = NotRaised;

    /// <summary>True while there is something to do. One read in each of the line's rounds.</summary>
    internal bool IsPending => change != null;

    /// <summary>Asks for a change, when none is pending. Any thread.</summary>
    internal void Request(LineChange next)
    {
        last = next;
        change = next;
    }

    /// <summary>True while those who come with a change have no lane yet, or the change is not made.</summary>
    internal bool IsUnconcluded => last is { IsConcluded: false };

    /// <summary>Goes on with what can be done while packets flow.</summary>
    /// <param name="hasEnded">True when the line has raised its last event.</param>
    /// <param name="isAtBurst">True between two bursts.</param>
    /// <returns>False when the line must raise nothing until <see cref="TryComplete"/>.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool LetTrafficFlow(bool hasEnded, bool isAtBurst)
    {
        LineChange current = change!;
        if (plan != NotRaised) return false;
        if (hasEnded) return End(current);
        if (!begun && !TryBegin(current)) return true;
        if (nextFlow < table.RecordCount)
        {
            OfferSlice(current.Added);
            return true;
        }

        if (!isAtBurst || !publisher.HasRoom(1)) return true;
        RaisePlan();
        return false;
    }

    /// <summary>Switches when everybody has reached the PLAN slot, and ends when all have taken note of it.</summary>
    /// <returns>True when the line may raise events again.</returns>
    internal bool TryComplete()
    {
        LineChange current = change!;
        if (!switched)
        {
            if (publisher.Ring.Gate != plan || publisher.Packets.Unfinished != 0 || !current.Followers.AreQuiet) return false;
            publisher.Subscriptions.Become(current.Subscriptions);
            filters.Become(current.Filters);
            timers.Become(current.Timers);
            current.Followers.Switch(plan);
            switched = true;
        }

        if (!current.Followers.HaveTakenNote()) return false;
        long sequence = plan;
        Forget();
        current.Complete(sequence);
        return true;
    }

    private bool TryBegin(LineChange current)
    {
        if (!current.TryBegin())
        {
            Forget();
            return false;
        }

        begun = true;
        filters.Add(current.Filters.Where(port => (port.Port & current.Added) != 0));
        publisher.Subscriptions.Foresee(current.Subscriptions);
        return true;
    }

    private void OfferSlice(ulong added)
    {
        int end = Math.Min(nextFlow + FlowsPerSlice, table.RecordCount);
        for (; nextFlow < end; nextFlow++)
        {
            FlowRecord* flow = table.Records + nextFlow;
            if (table.IsOpen(flow)) offers.Offer(flow, added);
        }
    }

    private void RaisePlan()
    {
        Event* e = publisher.Raise(0);
        byte flags = e->groupFlags;
        *e = default;
        e->type = EventPaths.Plan.Id;
        e->publisher = publisher.Id;
        e->groupFlags = flags;
        plan = publisher.Ring.Claimed;
        publisher.Publish();
    }

    private bool End(LineChange current)
    {
        Forget();
        current.Refuse();
        return true;
    }

    private void Forget()
    {
        begun = switched = false;
        nextFlow = 0;
        plan = NotRaised;
        change = null;
    }
}
