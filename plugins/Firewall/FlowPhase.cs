namespace Microboxes.Nf.Firewall;

/// <summary>Where in its flow's life a packet is: what rules may ask for beside the 5-tuple.</summary>
internal enum FlowPhase
{
    /// <summary>The flow is not established yet.</summary>
    New,

    /// <summary>TCP: both SYNs are acknowledged. Other protocols: both ends have sent.</summary>
    Established,

    /// <summary>A TCP connection whose beginning was not seen.</summary>
    MidStream,

    /// <summary>A TCP segment that no receiver in this state would accept.</summary>
    Invalid,
}
