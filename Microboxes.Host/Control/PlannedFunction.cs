using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>One NF instance on its way to being wired: what was configured and what it declared.</summary>
internal sealed class PlannedFunction(PlanFunction plan, NetworkFunction? function, NfDeclaration declaration)
{
    private NetworkFunction? unattached = function;

    /// <summary>Its place in the plan.</summary>
    internal PlanFunction Plan => plan;

    internal ApplicationOptions Application => plan.Application;

    internal FunctionOptions Options => plan.Options;

    internal NetworkFunction Function => unattached!;

    internal IReadOnlyList<Port> Ports => declaration.Ports;

    internal IReadOnlyList<Publication> Publications => declaration.Publications;

    /// <summary>Bit of its first port.</summary>
    internal int FirstPort { get; set; }

    /// <summary>Its ports, and those it needs beside them, in the order of their bits.</summary>
    internal IEnumerable<Port> AllPorts => Ports.Concat(FlowServices.Silent(Ports));

    /// <summary>How many bits it has.</summary>
    internal int BitCount => AllPorts.Count();

    /// <summary>All its bits.</summary>
    internal ulong Bits => BitCount == 0 ? 0 : (ulong.MaxValue >> (64 - BitCount)) << FirstPort;

    /// <summary>All its ports' bits.</summary>
    internal ulong PortMask => MaskOf(_ => true);

    /// <summary>The bits of some of its ports.</summary>
    internal ulong MaskOf(Func<Port, bool> which) =>
        Ports.Select((port, i) => which(port) ? 1UL << (FirstPort + i) : 0).Aggregate(0UL, (mask, bit) => mask | bit);

    /// <summary>The same instance by the next plan.</summary>
    internal PlannedFunction By(PlanFunction next) => new(next, unattached, declaration) { FirstPort = FirstPort };

    /// <summary>The same instance, to be wired to another stack line.</summary>
    /// <param name="same">The instance.</param>
    internal PlannedFunction AtAnotherLine(NetworkFunction same) => new(plan, same, declaration);

    /// <summary>Lets go of the instance, once an adapter has it: what was planned with it lives as long as the plan, and the instance may be replaced.</summary>
    internal void LetGo() => unattached = null;
}
