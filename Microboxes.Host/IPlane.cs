namespace Microboxes.Host;

/// <summary>A plan that is wired up and ready to run: devices, stack lines, functions and lanes.</summary>
internal interface IPlane : IDisposable
{
    /// <summary>Runs until every device is exhausted and everything is drained, or until it is told to stop.</summary>
    void Run(CancellationToken stop);

    /// <summary>What happened so far; any thread may ask at any time.</summary>
    PlaneReport Report();

    /// <summary>What runs now, where somebody watches over it; any thread may ask at any time.</summary>
    PlaneStatus? Status => null;
}
