using System.Text;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>An NF that keeps, for every flow, a line of text for each event it handles: all that an NF can read of it.</summary>
internal abstract class LoggingNf : NetworkFunction
{
    private readonly Dictionary<ulong, (string Name, StringBuilder Log)> flows = [];

    /// <summary>Every flow's log, by the flow's addresses and the order in which flows of the same addresses began.</summary>
    internal IReadOnlyList<string> Logs => [.. flows.Values.GroupBy(f => f.Name).SelectMany(g => g.Select((f, i) => $"{f.Name}/{i}\n{f.Log}")).Order(StringComparer.Ordinal)];

    /// <summary>Events logged.</summary>
    internal long Logged { get; private set; }

    // FNV-1a.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte one in bytes) hash = (hash ^ one) * 1099511628211;
        return hash;
    }

    protected void Log(in Event e, string what)
    {
        if (!flows.TryGetValue(e.Flow.Value, out (string Name, StringBuilder Log) flow))
        {
            FlowKey key = KeyOf(e);
            flows[e.Flow.Value] = flow = ($"{key.Address(End.Client)}:{key.Port(End.Client)}-{key.Address(End.Server)}:{key.Port(End.Server)}", new());
        }

        Logged++;
        flow.Log.Append(what).Append(' ').AppendFormat(null, "{0:x8}", e.Type.Id).Append(' ').Append(e.Facets).Append(' ').Append(e.Half).Append(e.Sender).Append(' ').Append(e.Timestamp);
        if ((e.groupFlags & Event.HasPacket) != 0) flow.Log.Append(" #").Append(PacketOf(e).Number).Append(' ').AppendFormat(null, "{0:x}", Hash(PacketOf(e).Network));
        if (e.Type == EventTypes.DataReady) flow.Log.Append(' ').Append(e.StreamOffset).Append('+').Append(e.Length).AppendFormat(null, " {0:x}", Hash(BytesOf(e)));
        else if (e.Type == EventTypes.FlowEnd) flow.Log.Append(' ').Append(e.EndReason);
        flow.Log.Append('\n');
    }
}
