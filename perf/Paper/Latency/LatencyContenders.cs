using Microboxes.Host.Lanes;
using Microboxes.Paper.Chains;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Latency;

/// <summary>The contenders of the throughput figures, and others, between arrivals and departures.</summary>
internal static class LatencyContenders
{
    internal static LatencyContender Consolidated(string name, Workload workload, ChainOptions options, params ChainFunction[][] branches)
    {
        OpenLoop arrivals = new();
        Part part = Contenders.ConsolidatedPart(workload, arrivals, options, branches);
        return Alone(name, arrivals, part, part.Chains[0].Cycles);
    }

    internal static LatencyContender StackPerNf(string name, Workload workload, ChainOptions options, IReadOnlyList<ChainFunction> functions)
    {
        OpenLoop arrivals = new();
        Part part = Contenders.StackPerNfPart(workload, arrivals, options, functions);
        return Alone(name, arrivals, part, part.Chains.SelectMany(chain => chain.Cycles));
    }

    /// <summary>One stack on this lane, and a lane for each chain of NFs.</summary>
    /// <param name="name">As tables name it.</param>
    /// <param name="workload">What arrives.</param>
    /// <param name="options">The stack's.</param>
    /// <param name="firstStays">True when the first chain runs on the stack's lane.</param>
    /// <param name="branches">NFs in chains side by side.</param>
    internal static LatencyContender OnLanes(string name, Workload workload, ChainOptions options, bool firstStays, params ChainFunction[][] branches)
    {
        OpenLoop arrivals = new();
        Part part = Contenders.ConsolidatedPart(workload, arrivals, options, branches);
        Chain chain = part.Chains[0];
        chain.Line.IsReadOnOtherLanes = true;
        Departures departures = new(chain, workload.Count);
        List<IReadOnlyList<IDutyCycle>> lanes = [];
        int next = 0;
        if (firstStays) next = branches[0].Length;
        lanes.Add([arrivals, chain.Line, .. chain.Adapters.Take(next), new FinaliseCycle(chain.Line), departures]);
        foreach (ChainFunction[] branch in branches.Skip(firstStays ? 1 : 0))
        {
            lanes.Add([new KeepAwake(arrivals), .. chain.Adapters.Skip(next).Take(branch.Length)]);
            next += branch.Length;
        }

        return new(name, arrivals, departures, new(name, [part], [.. lanes]));
    }

    /// <summary>Forwarders only: no stack, a queue of pointers before each.</summary>
    internal static LatencyContender Forwarding(string name, Workload workload, int hops)
    {
        OpenLoop arrivals = new();
        ForwardingChain chain = new(workload, arrivals, hops);
        Departures departures = new(chain, workload.Count);
        return new(name, arrivals, departures, new(name, [chain], [arrivals, .. chain.Cycles, departures]));
    }

    private static LatencyContender Alone(string name, OpenLoop arrivals, Part part, IEnumerable<IDutyCycle> cycles)
    {
        Departures departures = new(part.Chains[^1], part.Workload.Count);
        return new(name, arrivals, departures, new(name, [part], [arrivals, .. cycles, departures]));
    }
}
