using System.Text.Json;

namespace Microboxes.Host.Commands;

/// <summary>One line of the table of flows, as texts.</summary>
internal sealed record FlowRow(
    string Protocol, string Client, string Server, string ClientPackets, string ClientBytes, string ServerPackets, string ServerBytes, string ClosedBy, string State)
{
    /// <summary>Reads a record of the Digest NF.</summary>
    internal static FlowRow Parse(ReadOnlySpan<byte> record)
    {
        string protocol = "tcp", client = "", server = "", closedBy = "", state = "";
        (string Packets, string Bytes) c2s = ("0", "0"), s2c = c2s;
        Utf8JsonReader reader = new(record);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "protocol": protocol = reader.GetString()!; break;
                case "client": client = Endpoint(ref reader); break;
                case "server": server = Endpoint(ref reader); break;
                case "c2s": c2s = Direction(ref reader); break;
                case "s2c": s2c = Direction(ref reader); break;
                case "closed_by": closedBy = reader.GetString()!; break;
                case "state": state = reader.GetString()!; break;
                default: reader.Skip(); break;
            }
        }

        return new(protocol, client, server, c2s.Packets, c2s.Bytes, s2c.Packets, s2c.Bytes, closedBy, state);
    }

    private static string Endpoint(ref Utf8JsonReader array)
    {
        array.Read();
        string address = array.GetString()!;
        array.Read();
        int port = array.GetInt32();
        array.Read();
        return address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
    }

    // TCP tells the length of its stream, other protocols that of their payloads.
    private static (string Packets, string Bytes) Direction(ref Utf8JsonReader json)
    {
        long packets = 0, payload = 0, stream = -1;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("packets"u8)) packets = Number(ref json);
            else if (json.ValueTextEquals("payload_bytes_on_wire"u8)) payload = Number(ref json);
            else if (json.ValueTextEquals("stream_bytes"u8)) stream = Number(ref json);
            else json.Skip();
        }

        return ($"{packets}", $"{(stream < 0 ? payload : stream)}");
    }

    private static long Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }
}
