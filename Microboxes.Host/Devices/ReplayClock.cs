namespace Microboxes.Host.Devices;

/// <summary>Says whether a packet's time has come. Starts with the first packet asked about.</summary>
internal sealed class ReplayClock(ReplaySpeed speed, TimeProvider time)
{
    private readonly double nanosecondsPerTick = 1e9 * speed.Factor / time.TimestampFrequency;
    private long startTicks;
    private long startTimestamp;
    private bool isStarted;

    /// <summary>True when a packet captured at <paramref name="timestamp"/> is to be delivered now.</summary>
    internal bool IsDue(long timestamp)
    {
        if (!isStarted) Start(timestamp);
        return timestamp - startTimestamp <= (time.GetTimestamp() - startTicks) * nanosecondsPerTick;
    }

    private void Start(long timestamp)
    {
        startTicks = time.GetTimestamp();
        startTimestamp = timestamp;
        isStarted = true;
    }
}
