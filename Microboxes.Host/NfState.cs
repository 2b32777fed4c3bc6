namespace Microboxes.Host;

/// <summary>What an NF instance is doing, as its actor knows it.</summary>
internal enum NfState
{
    /// <summary>It gets its events.</summary>
    Active,

    /// <summary>It failed; a new instance takes its place when its back-off is over.</summary>
    BackingOff,

    /// <summary>It failed too often, or nothing can be made in its place: its events go by until an operator reloads or enables it.</summary>
    Quarantined,

    /// <summary>An operator switched it off.</summary>
    Disabled,

    /// <summary>Its traffic has ended.</summary>
    Stopped,
}
