namespace Microboxes.Host.Loading;

/// <summary>How far a plugin's file has come.</summary>
internal enum PluginState
{
    /// <summary>It is there; nothing of it was run yet.</summary>
    Staged,

    /// <summary>It was loaded and rehearsed and can be used; no application wants it.</summary>
    Validated,

    /// <summary>It handles events.</summary>
    Active,

    /// <summary>It is taking the place of the version before, which still has batches to end.</summary>
    Draining,

    /// <summary>It cannot be used. The version before, if there was one, keeps running.</summary>
    Quarantined,

    /// <summary>It does not fit this host, or not the version it is to replace, which keeps running.</summary>
    Incompatible,

    /// <summary>Its file was removed, or an operator switched it off.</summary>
    Disabled,
}
