using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.FlowStats;

/// <summary>Totals of all flows of one protocol.</summary>
internal struct ProtocolTotals
{
    internal long Active;
    internal long Ended;
    internal long Packets;
    internal long Bytes;
    internal long Payload;
    internal long Retransmissions;

    // Of ended flows only.
    internal long LongestNanoseconds;
    internal long SumNanoseconds;

    internal void End(in FlowStatsFlow flow)
    {
        long duration = flow.Last - flow.First;
        Active--;
        Ended++;
        SumNanoseconds += duration;
        LongestNanoseconds = Math.Max(LongestNanoseconds, duration);
    }

    internal readonly void Write(JsonRecord json, ReadOnlySpan<byte> name) => json.BeginObject(name)
        .Number("flows"u8, Active + Ended)
        .Number("active"u8, Active)
        .Number("packets"u8, Packets)
        .Number("bytes"u8, Bytes)
        .Number("payload_bytes"u8, Payload)
        .Number("retransmissions"u8, Retransmissions)
        .Seconds("mean_duration"u8, Ended == 0 ? 0 : SumNanoseconds / Ended)
        .Seconds("longest_duration"u8, LongestNanoseconds)
        .EndObject();
}
