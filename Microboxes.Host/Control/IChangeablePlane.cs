namespace Microboxes.Host.Control;

/// <summary>A plane whose applications may change while it runs.</summary>
internal interface IChangeablePlane
{
    /// <summary>What changes it while it runs.</summary>
    PlaneChanges Changes { get; }
}
