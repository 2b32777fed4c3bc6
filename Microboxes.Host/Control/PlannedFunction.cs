using System.Reflection;
using Microboxes.Host.Configuration;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>One NF instance on its way to being wired: what was configured and what it declared.</summary>
internal sealed class PlannedFunction(ApplicationOptions application, FunctionOptions options, NetworkFunction function, NfDeclaration declaration)
{
    internal ApplicationOptions Application => application;

    internal FunctionOptions Options => options;

    internal NetworkFunction Function => function;

    internal IReadOnlyList<Port> Ports => declaration.Ports;

    internal IReadOnlyList<Publication> Publications => declaration.Publications;

    /// <summary>Bit of its first port.</summary>
    internal int FirstPort { get; set; }

    /// <summary>All its ports' bits.</summary>
    internal ulong PortMask => MaskOf(_ => true);

    /// <summary>The bits of some of its ports.</summary>
    internal ulong MaskOf(Func<Port, bool> which) =>
        Ports.Select((port, i) => which(port) ? 1UL << (FirstPort + i) : 0).Aggregate(0UL, (mask, bit) => mask | bit);

    /// <summary>One instance for all stack lines of its device.</summary>
    internal bool IsSingle => options.Replicas is { } configured ? configured == FunctionReplicas.Single : Attribute?.Replicas == "single";

    private NetworkFunctionAttribute? Attribute => function.GetType().GetCustomAttribute<NetworkFunctionAttribute>();

    /// <summary>How the NF runs unless the configuration says otherwise.</summary>
    internal NfMode DeclaredMode => Attribute?.Mode ?? NfMode.Tap;
}
