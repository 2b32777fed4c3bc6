using Microboxes.Host.Control.Planning;
using Microboxes.Host.Functions;
using Microboxes.Host.Stacks;

namespace Microboxes.Host.Control;

/// <summary>The steps of one plan at one stack line, adapters made, and what they are to each other and to the line.</summary>
/// <param name="line">The stack line.</param>
/// <param name="steps">The steps, in plan order.</param>
/// <param name="rings">How they are linked by what they publish.</param>
internal sealed class LineSteps(StackLine line, IReadOnlyList<WiredStep> steps, RingWiring rings)
{
    /// <summary>Lets the line wait for all of them, and each know its neighbours. Before the first packet, or while all is quiet.</summary>
    /// <param name="plan">The last event that those who are new have nothing to do with.</param>
    /// <returns>The neighbours of each step.</returns>
    internal IReadOnlyList<NfNeighbours> Link(long plan)
    {
        rings.Admit();
        NfNeighbours[] neighbours = [.. steps.Select(step => NeighboursOf(step, plan))];
        NfAdapter[] adapters = [.. steps.Select(step => step.Adapter!)];
        line.Ring.GateOn([.. adapters.Where(a => a.Lossy == null).Select(a => a.Passed), .. neighbours.SelectMany(n => n.Followed).Where(f => f.IsFeedback).Select(f => f.Settled)]);
        line.Ring.GateOnLossy([.. adapters.Where(a => a.Lossy != null).Select(a => a.Lossy!)]);
        line.Finaliser.WaitFor([.. adapters.Where(a => a.Mode == Plugins.Functions.NfMode.Inline)]);
        line.Renewal.Followers = adapters;
        return neighbours;
    }

    // NFs of one application do not see a packet that an inline one before them has dropped.
    private NfNeighbours NeighboursOf(WiredStep step, long plan) => new(
        AdaptersOf(other => step.Plan.After.Contains(other)),
        AdaptersOf(other => other.Function.IsGateFor(step.Plan)),
        [.. step.Followed.Select(f => step.Adapter!.Follow(f.Ring, f.Ports, f.IsFeedback, plan))],
        rings.BranchesOf(step),
        () => rings.IsQuiet(line.Ring.Cursor.Value));

    private NfAdapter[] AdaptersOf(Func<PlanStep, bool> which) => [.. steps.Where(step => which(step.Plan)).Select(step => step.Adapter!)];
}
