using System.Reflection;
using Microboxes.Host.Configuration;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>One NF instance on its way to being wired: what was configured and what it declared.</summary>
internal sealed class PlannedFunction(ApplicationOptions application, FunctionOptions options, NetworkFunction function, IReadOnlyList<Port> ports)
{
    internal ApplicationOptions Application => application;

    internal FunctionOptions Options => options;

    internal NetworkFunction Function => function;

    internal IReadOnlyList<Port> Ports => ports;

    /// <summary>What it publishes.</summary>
    internal IReadOnlyList<Publication> Publications { get; init; } = [];

    /// <summary>Bit of its first port.</summary>
    internal int FirstPort { get; set; }

    /// <summary>All its ports' bits.</summary>
    internal ulong PortMask => ports.Count == 64 ? ulong.MaxValue : ((1UL << ports.Count) - 1) << FirstPort;

    /// <summary>How the NF runs unless the configuration says otherwise.</summary>
    internal NfMode DeclaredMode => function.GetType().GetCustomAttribute<NetworkFunctionAttribute>()?.Mode ?? NfMode.Tap;
}
