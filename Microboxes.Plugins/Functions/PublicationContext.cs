namespace Microboxes.Plugins.Functions;

/// <summary>One event type that an NF publishes, as its handlers meet it, in native memory the host owns.</summary>
internal unsafe struct PublicationContext
{
    /// <summary>Half and sender have two values each.</summary>
    internal const int EndCombinations = 4;

    internal uint type;
    internal int payloadSize;

    /// <summary>The most of it while one event is handled, and how many there were while <see cref="handled"/> was.</summary>
    internal int most;
    internal int published;
    internal long handled;

    /// <summary>Ports that follow, by the ends of the event it is about, their filters aside.</summary>
    internal fixed ulong masks[EndCombinations];
}
