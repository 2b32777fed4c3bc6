using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;

namespace Microboxes.Host.Control;

/// <summary>A stack line and the NF instances that follow its ring.</summary>
internal sealed class LineWiring : IDisposable
{
    private volatile IReadOnlyList<WiredStep> steps;

    /// <param name="line">The stack line.</param>
    /// <param name="steps">What runs there, in plan order, adapters made.</param>
    /// <param name="rings">How it is linked.</param>
    internal LineWiring(StackLine line, IReadOnlyList<WiredStep> steps, RingWiring rings)
    {
        Line = line;
        this.steps = steps;
        Rings = rings;
    }

    internal StackLine Line { get; }

    /// <summary>What runs, in plan order.</summary>
    internal IReadOnlyList<WiredStep> Steps => steps;

    internal RingWiring Rings { get; private set; }

    /// <summary>Its NF instances, each with the application it is part of, in plan order.</summary>
    internal IReadOnlyList<(string Application, NfAdapter Adapter)> Functions => [.. steps.Select(step => (step.Function.Application.Name, step.Adapter!))];

    /// <summary>The line first, then its NFs.</summary>
    internal IEnumerable<IDutyCycle> DutyCycles => Functions.Select(f => f.Adapter.Cycle).Prepend(Line).Distinct();

    /// <summary>Notes what runs by the next plan.</summary>
    internal void Become(IReadOnlyList<WiredStep> next, RingWiring rings)
    {
        steps = next;
        Rings = rings;
    }

    public void Dispose()
    {
        foreach ((_, NfAdapter adapter) in Functions) adapter.Dispose();
        Line.Dispose();
    }
}
