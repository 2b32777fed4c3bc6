using Microboxes.Host.Configuration;

namespace Microboxes.Host.Control.Actors;

/// <summary>What all actors of a plane share.</summary>
/// <param name="Plane">What runs.</param>
/// <param name="Options">The operator's wishes.</param>
/// <param name="CreateFunction">Makes new instances of NFs.</param>
/// <param name="Board">Where the controller puts what it knows.</param>
internal sealed record Supervision(Plane Plane, SupervisionOptions Options, NfFactory CreateFunction, StatusBoard Board)
{
    /// <summary>How often actors look at what they are responsible for.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>True when functions keep so many threads that no more may be risked.</summary>
    internal bool HasTooManyStuckThreads => Plane.Lanes.Stuck.Count > Options.MaxStuckThreads;
}
