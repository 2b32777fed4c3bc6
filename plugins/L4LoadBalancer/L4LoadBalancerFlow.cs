using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.L4LoadBalancer;

/// <summary>What was decided about one flow at its first packet.</summary>
internal struct L4LoadBalancerFlow
{
    internal Leg Leg;

    /// <summary>Whose packets are rewritten.</summary>
    internal End Rewritten;

    /// <summary>The backend's number; it stays when the table changes.</summary>
    internal ushort Backend;
}
