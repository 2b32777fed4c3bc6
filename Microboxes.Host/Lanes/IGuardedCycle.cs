namespace Microboxes.Host.Lanes;

/// <summary>A duty cycle that calls code which is not the host's, and can be taken from a thread that does not come back from there.</summary>
internal interface IGuardedCycle : IDutyCycle
{
    /// <summary>Around each of its calls.</summary>
    CallGuard Guard { get; }

    /// <summary>True while the host itself keeps the call waiting.</summary>
    bool IsHeldUp { get; }

    /// <summary>Goes on without whatever the thread is stuck in. The watchdog calls this when it has condemned the call, before another lane takes over.</summary>
    /// <param name="stuck">The lane whose thread is stuck.</param>
    void Abandon(Lane stuck);

    /// <summary>A thread that was stuck in one of its calls is back, so that nobody can write any more to what was left to it.</summary>
    void OnThreadReturned();
}
