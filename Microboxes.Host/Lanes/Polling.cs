namespace Microboxes.Host.Lanes;

/// <summary>Whether a lane without work goes on looking for some, because it comes from outside and nobody rings a bell.</summary>
internal enum Polling
{
    /// <summary>It sleeps for moments.</summary>
    No,

    /// <summary>It lets others on its core go first.</summary>
    Yielding,

    /// <summary>It has its core to itself and never lets go of it: what arrives is met at once.</summary>
    Spinning,
}
