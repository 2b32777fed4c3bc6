using Microboxes.Host.Control.Planning;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>
/// Gives each step of one stack line that publishes a ring of its own, and tells each step which of these it follows: of what runs before it in order, and as
/// feedback whatever it asks for.
/// </summary>
internal sealed class RingWiring
{
    private readonly List<WiredStep> steps;
    private readonly IReadOnlyList<PortLink> links;
    private readonly EventTypeIds types;
    private readonly int ringSize;
    private readonly List<(PublishedRing Ring, PortSelector Port, ulong Bit, bool IsFiltered)> admissions = [];

    /// <param name="steps">The steps, in an order in which they may run one after the other.</param>
    /// <param name="links">Who publishes what the functions subscribe to.</param>
    /// <param name="types">The types that NFs publish.</param>
    /// <param name="ringSize">Slots of each ring.</param>
    internal RingWiring(List<WiredStep> steps, IReadOnlyList<PortLink> links, EventTypeIds types, int ringSize)
    {
        this.steps = steps;
        this.links = links;
        this.types = types;
        this.ringSize = ringSize;
    }

    /// <param name="isFiltered">Whether a port, given by its bit, takes only some flows.</param>
    internal void Wire(Func<ulong, bool> isFiltered)
    {
        for (int i = 0; i < steps.Count; i++) steps[i].Output ??= RingOf(steps[i], i);
        for (int i = 0; i < steps.Count; i++)
        {
            foreach ((Port port, ulong bit) in steps[i].PortBits) Link(i, port, bit, isFiltered(bit));
            WiredStep step = steps[i];
            step.Followed.Sort((a, b) => RankOf(a.Ring, step).CompareTo(RankOf(b.Ring, step)));
        }
    }

    /// <summary>Lets the followers have what they follow, and nobody else. Before the first event, or while all is quiet.</summary>
    internal void Admit()
    {
        foreach (WiredStep step in steps) step.Output?.ForgetFollowers();
        foreach ((PublishedRing ring, PortSelector port, ulong bit, bool isFiltered) in admissions) ring.Admit(port, bit, isFiltered);
    }

    /// <summary>True when everything published was handled by all who follow, while no more events of the stack line can come. Adapters must all be made.</summary>
    /// <remarks>What is done is read before what is there, so that both were equal at one moment: a handler publishes before its event counts as done.</remarks>
    internal bool IsQuiet(long lastOfLine)
    {
        foreach (WiredStep step in steps)
        {
            if (step.Output != null && step.Adapter!.Passed.Value != lastOfLine) return false;
        }

        FollowedRing[] rings = [.. steps.SelectMany(step => step.Adapter!.Followed)];
        long[] consumed = [.. rings.Select(ring => ring.Consumed)];
        for (int i = 0; i < rings.Length; i++)
        {
            if (rings[i].Published != consumed[i]) return false;
        }

        return true;
    }

    /// <summary>The ports of those who follow a splitter and publish what it merges.</summary>
    internal ulong BranchesOf(WiredStep splitter)
    {
        Port[] merged = [.. splitter.Function.Ports.Where(port => port.Merge)];
        if (splitter.Output == null || splitter.IsMerge || merged.Length == 0) return 0;
        return steps
            .Where(step => step.Function != splitter.Function && merged.Any(port => Publishes(step, splitter, port)))
            .SelectMany(step => step.Followed.Where(followed => followed.Ring == splitter.Output))
            .Aggregate(0UL, (ports, followed) => ports | followed.Ports);
    }

    // Of events with the same cause, those of whom runs first come first; what a splitter asked comes back to it behind all replies.
    private int RankOf(PublishedRing ring, WiredStep follower)
    {
        int number = steps.FindIndex(step => step.Output == ring);
        return steps[number].Function == follower.Function ? steps.Count : number;
    }

    private PublishedRing? RingOf(WiredStep step, int number)
    {
        if (step.Function.Publications.Count == 0) return null;
        PublishedType[] published = [.. step.Function.Publications.Select(p => new PublishedType(types.Of(p.Type), p.PayloadSize, p.MostPerEvent))];
        return new(ringSize, published, (byte)(number + 1));
    }

    private void Link(int follower, Port port, ulong bit, bool isFiltered)
    {
        WiredStep step = steps[follower];
        PortSelector selector = new(port, types);
        for (int i = 0; i < steps.Count; i++)
        {
            WiredStep publisher = steps[i];
            bool isBefore = i < follower && (publisher.Function != step.Function || port.Merge);
            if (publisher.Output == null || !(port.Feedback || isBefore) || !Publishes(publisher, step, port)) continue;
            admissions.Add((publisher.Output, selector, bit, isFiltered));
            int known = step.Followed.FindIndex(f => f.Ring == publisher.Output && f.IsFeedback == port.Feedback);
            if (known < 0) step.Followed.Add((publisher.Output, bit, port.Feedback));
            else step.Followed[known] = step.Followed[known] with { Ports = step.Followed[known].Ports | bit };
        }
    }

    private bool Publishes(WiredStep publisher, WiredStep follower, Port port) => links.Any(
        link => link.Function == follower.Plan.Function && link.Port == port && link.Publishers.Exists(p => p.Function == publisher.Plan.Function));
}
