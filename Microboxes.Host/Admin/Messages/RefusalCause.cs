namespace Microboxes.Host.Admin.Messages;

/// <summary>Why a request was refused.</summary>
internal enum RefusalCause
{
    /// <summary>What was asked for cannot be done as it was written: an unknown function, an invalid configuration.</summary>
    Mistake,

    /// <summary>It was tried and failed; what ran before runs on.</summary>
    Failure,

    /// <summary>The two ends do not speak the same version, or what arrived is no request.</summary>
    Unreadable,

    /// <summary>A fault of Microboxes itself.</summary>
    Fault,
}
