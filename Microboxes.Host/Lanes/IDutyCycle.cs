namespace Microboxes.Host.Lanes;

/// <summary>The work of one actor: a device, a stack line or an NF. A lane calls it again and again; a test may step it by hand.</summary>
internal interface IDutyCycle
{
    /// <summary>As reports name it.</summary>
    string Name { get; }

    /// <summary>Does what can be done now, at most about <paramref name="budget"/> packets or events, and never waits.</summary>
    /// <returns>Packets or events done; 0 when there was nothing to do.</returns>
    int DoWork(int budget);

    /// <summary>True when no work will ever come again and all of it is done.</summary>
    bool IsComplete { get; }

    /// <summary>The calling thread is the one that will do the work from now on.</summary>
    void OnLaneStart()
    {
    }

    /// <summary>The calling thread will not any more.</summary>
    void OnLaneEnd()
    {
    }
}
