namespace Microboxes.Host.Configuration;

/// <summary>What becomes of an inline function's packets once it has failed and was taken out.</summary>
internal enum FailurePolicy
{
    /// <summary>They pass.</summary>
    Open,

    /// <summary>They are dropped.</summary>
    Closed,
}
