namespace Microboxes.Host;

/// <summary>A plane whose NFs are watched over: restarted, quarantined and reported on while packets flow.</summary>
internal interface ISupervisedPlane : IPlane
{
    /// <summary>What runs now; any thread may ask at any time.</summary>
    PlaneStatus Status();
}
