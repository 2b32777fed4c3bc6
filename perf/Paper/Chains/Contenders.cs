using Microboxes.Host.Lanes;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Chains;

/// <summary>Ways to run a chain: stacks and NFs are the same code in all of them.</summary>
internal static class Contenders
{
    /// <summary>One stack, and all NFs follow its ring.</summary>
    internal static Contender Consolidated(Workload workload, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        Part part = ConsolidatedPart(workload, new(), options, [[.. functions]]);
        return new("one stack", [part], [.. part.Chains[0].Cycles]);
    }

    /// <summary>As above, but a round is for one packet.</summary>
    internal static Contender OneByOne(Workload workload, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        Part part = ConsolidatedPart(workload, new(), options, [[.. functions]]);
        return new("one stack, a packet at a time", [part], [.. part.Chains[0].Cycles.Select(cycle => new SingleSteps(cycle))]);
    }

    /// <summary>Each NF behind a stack of its own, with its own flow table; each stack takes what the one before has finalised.</summary>
    internal static Contender StackPerNf(Workload workload, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        Part part = StackPerNfPart(workload, new(), options, functions);
        return new("stack per NF", [part], [.. part.Chains.SelectMany(chain => chain.Cycles)]);
    }

    /// <summary>One stack that puts every event into a queue of each NF, with reference counts.</summary>
    internal static Contender QueuePerNf(Workload workload, ChainOptions options, int length)
    {
        QueuedPart part = new(workload, options, length);
        return new("one stack, a queue per NF, reference counts", [part], part.Cycles);
    }

    /// <summary>One lane for each part of the traffic, as a network card with two queues deals it out, each with all of the chain.</summary>
    internal static Contender TwoQueues(string name, Workload[] halves, Func<Workload, Part> build)
    {
        Part[] parts = [.. halves.Select(build)];
        return new(name, parts, [.. parts[0].Chains.SelectMany(chain => chain.Cycles)], [.. parts[1].Chains.SelectMany(chain => chain.Cycles)]);
    }

    /// <summary>One stack on one lane, its NFs on the other.</summary>
    internal static Contender StackAndNfsApart(Workload workload, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        Part part = ConsolidatedPart(workload, new(), options, [[.. functions]]);
        part.Chains[0].Line.IsReadOnOtherLanes = true;
        return new("one stack, NFs on the other core", [part], [.. part.Chains[0].Adapters], [part.Chains[0].Line]);
    }

    /// <summary>A row of stacks, half of them on each lane.</summary>
    internal static Contender StacksApart(Workload workload, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        Part part = StackPerNfPart(workload, new(), options, functions);
        int half = part.Chains.Count / 2;
        return new(
            "stack per NF, half of them on each core", [part],
            [.. part.Chains.Take(half).SelectMany(chain => chain.Cycles)], [.. part.Chains.Skip(half).SelectMany(chain => chain.Cycles)]);
    }

    internal static Part ConsolidatedPart(Workload workload, PassGate gate, ChainOptions options, ChainFunction[][] branches) =>
        new(workload, gate, [Chain.Build(new WorkloadReader(workload, gate), options, branches)]);

    internal static Part StackPerNfPart(Workload workload, PassGate gate, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        List<Chain> chains = [];
        foreach (ChainFunction function in functions)
        {
            IRelease before = chains.Count == 0 ? gate : chains[^1];
            chains.Add(Chain.Build(new WorkloadReader(workload, before), options, [function]));
        }

        return new(workload, gate, chains);
    }
}
