namespace Microboxes.Nf.Firewall;

/// <summary>What a rule does with a packet.</summary>
internal enum FirewallAction : byte
{
    /// <summary>Pass it on.</summary>
    Allow,

    /// <summary>Drop it silently.</summary>
    Deny,

    /// <summary>Drop it and reset its connection both ways.</summary>
    Reject,
}
