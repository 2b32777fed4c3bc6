namespace Microboxes.Plugins.Functions;

/// <summary>One event type that an NF publishes.</summary>
/// <param name="Type">Its path, for example EVENT/IDS_ALERT.</param>
/// <param name="Payload">What an event carries beside its header.</param>
/// <param name="MostPerEvent">The most events of this type that the NF publishes while it handles one event. More are refused and counted.</param>
public sealed record Publication(string Type, PayloadLayout Payload, int MostPerEvent)
{
    /// <summary>Bytes of the payload; 0 for none.</summary>
    public int PayloadSize => Payload.Size;

    /// <summary>Equal for payloads laid out alike, whichever assembly declares them.</summary>
    public ulong Fingerprint => Payload.Fingerprint;
}
