namespace Microboxes.Host.Control.Planning;

/// <summary>What makes a step run after another one, in the order of explanations.</summary>
internal enum PlanCause
{
    /// <summary>It subscribes to what the other publishes.</summary>
    Subscribes,

    /// <summary>It merges the other's replies.</summary>
    Merges,

    /// <summary>It is the merging of what the other has split.</summary>
    Split,

    /// <summary>The configuration says so.</summary>
    Configured,

    /// <summary>It writes what the other reads.</summary>
    WritesWhatOtherReads,

    /// <summary>Both write: one after the other, as listed.</summary>
    BothWrite,

    /// <summary>It reads what the other writes.</summary>
    ReadsWhatOtherWrites,

    /// <summary>It is a tap and gets what the other, which is inline, lets pass.</summary>
    FollowsGate,
}
