namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>Why a router does not pass a packet on.</summary>
internal enum RouterError
{
    /// <summary>Its time to live, or hop limit, is over.</summary>
    TimeExceeded,

    /// <summary>No route leads to its destination.</summary>
    Unreachable,

    /// <summary>It is longer than the next link takes, and must not be cut.</summary>
    TooBig,
}
