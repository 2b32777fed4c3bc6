namespace Microboxes.Paper.Latency;

/// <summary>Contenders taking turns at one rate.</summary>
internal static class LatencyTurns
{
    internal static void Run(IReadOnlyList<LatencyContender> contenders, double nanosecondsBetween, int repetitions)
    {
        foreach (LatencyContender contender in contenders) contender.Flood();
        for (int i = 0; i < repetitions; i++)
        {
            foreach (LatencyContender contender in contenders) contender.Repeat(nanosecondsBetween);
        }
    }
}
