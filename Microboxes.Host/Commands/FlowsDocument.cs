using System.Text.Json;

namespace Microboxes.Host.Commands;

/// <summary>The document of flows --json. Each record of the Digest NF is the object of one flow already.</summary>
internal static class FlowsDocument
{
    internal static void Write(Stream output, string file, PlaneReport report, IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        using JsonDocumentStream document = new(output);
        Utf8JsonWriter json = document.Writer;
        json.WriteStartObject();
        json.WriteString("file"u8, file);
        ReportWriter.WriteCounts(json, report);
        WriteFlows(document, "flows", records, tcp: true);
        WriteFlows(document, "other_flows", records, tcp: false);
        json.WriteEndObject();
    }

    private static void WriteFlows(JsonDocumentStream document, string name, IReadOnlyList<ReadOnlyMemory<byte>> records, bool tcp)
    {
        document.Writer.WriteStartArray(name);
        foreach (ReadOnlyMemory<byte> record in records)
        {
            if (IsTcp(record.Span) != tcp) continue;
            document.Writer.WriteRawValue(record.Span, skipInputValidation: true);
            document.FlushWhenFull();
        }

        document.Writer.WriteEndArray();
    }

    // Only records of other protocols name their protocol.
    private static bool IsTcp(ReadOnlySpan<byte> record)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("protocol"u8)) return false;
            if (reader.ValueTextEquals("c2s"u8)) return true;
            reader.Skip();
        }

        return true;
    }
}
