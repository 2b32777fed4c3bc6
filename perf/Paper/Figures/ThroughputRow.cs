using Microboxes.Paper.Chains;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>A chain of six on one core: one stack against a stack per NF, and one stack with one NF beside them, for what each further NF costs.</summary>
internal sealed class ThroughputRow : IDisposable
{
    private const int Length = 6;

    internal ThroughputRow(Workload workload, NfKind kind, ChainOptions options, double? paper)
    {
        Workload = workload;
        Kind = kind;
        Paper = paper;
        One = Contenders.Consolidated(workload, options, kind.Chain(1));
        Six = Contenders.Consolidated(workload, options, kind.Chain(Length));
        PerNf = Contenders.StackPerNf(workload, options, kind.Chain(Length));
    }

    internal Workload Workload { get; }

    internal NfKind Kind { get; }

    /// <summary>The paper's ratio, where it has one.</summary>
    internal double? Paper { get; }

    internal Contender One { get; }

    internal Contender Six { get; }

    internal Contender PerNf { get; }

    internal Contender[] Contenders3 => [One, Six, PerNf];

    internal Series Ratio => PerNf.Best.Over(Six.Best);

    /// <summary>A chain of six over a chain of one, in packets per second.</summary>
    internal Series Flatness => One.Best.Over(Six.Best);

    /// <summary>What each added NF costs a packet, in nanoseconds.</summary>
    internal Series PerAdded => Six.Best.With(One.Best, (six, one) => (six - one) / (Length - 1));

    /// <summary>What the stack costs a packet, in nanoseconds.</summary>
    internal Series Stack => One.Best.With(PerAdded, (one, added) => one - added);

    /// <summary>The ratio that would be if six stacks cost six times one.</summary>
    internal Series Model => Stack.With(PerAdded, (m, n) => Length * (m + n) / (m + (Length * n)));

    internal void Run(Scale scale) => Turns.Run(Contenders3, scale.Repetitions, scale.Passes);

    public void Dispose()
    {
        foreach (Contender contender in Contenders3) contender.Dispose();
    }
}
