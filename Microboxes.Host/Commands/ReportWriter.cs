using System.Text.Json;

namespace Microboxes.Host.Commands;

/// <summary>Writes a plane's report as members of a JSON object.</summary>
internal static class ReportWriter
{
    /// <summary>The counts every document begins with.</summary>
    internal static void WriteCounts(Utf8JsonWriter json, PlaneReport report)
    {
        json.WriteNumber("packets"u8, report.Packets);
        json.WriteNumber("bytes"u8, report.Bytes);
        json.WriteNumber("delivered"u8, report.Delivered);
        WriteCounts(json, "drops", report.Drops);
        json.WriteStartArray("faults"u8);
        foreach (DeviceReport device in report.Devices)
        {
            if (device.Fault != null) json.WriteStringValue(device.Fault);
        }

        json.WriteEndArray();
    }

    /// <summary>Devices, stack lines and functions one by one.</summary>
    internal static void WriteParts(Utf8JsonWriter json, PlaneReport report)
    {
        json.WriteNumber("seconds"u8, Math.Round(report.Elapsed.TotalSeconds, 6));
        json.WriteStartArray("devices"u8);
        foreach (DeviceReport device in report.Devices) Write(json, device);
        json.WriteEndArray();
        json.WriteStartArray("stack_lines"u8);
        foreach (StackLineReport stack in report.StackLines) Write(json, stack);
        json.WriteEndArray();
        json.WriteStartArray("functions"u8);
        foreach (FunctionReport function in report.Functions) Write(json, function);
        json.WriteEndArray();
        if (report.Plugins.Count > 0) PluginReportWriter.Write(json, report.Plugins);
    }

    private static void Write(Utf8JsonWriter json, DeviceReport device)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, device.Name);
        json.WriteNumber("packets"u8, device.Packets);
        json.WriteString("fault"u8, device.Fault);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StackLineReport stack)
    {
        json.WriteStartObject();
        json.WriteNumber("number"u8, stack.Number);
        json.WriteNumber("packets"u8, stack.Packets);
        json.WriteNumber("flows_started"u8, stack.FlowsStarted);
        json.WriteNumber("flows_evicted"u8, stack.FlowsEvicted);
        json.WriteNumber("tcp_connections"u8, stack.TcpConnections);
        json.WriteNumber("events"u8, stack.Events);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FunctionReport function)
    {
        json.WriteStartObject();
        json.WriteString("application"u8, function.Application);
        json.WriteString("name"u8, function.Name);
        json.WriteString("mode"u8, function.Mode);
        json.WriteNumber("events"u8, function.Events);
        json.WriteNumber("lag"u8, function.Lag);
        json.WriteNumber("lost"u8, function.Lost);
        json.WriteNumber("missed"u8, function.Missed);
        json.WriteNumber("published"u8, function.Published);
        json.WriteNumber("refused"u8, function.Refused);
        json.WriteNumber("outstanding_replies"u8, function.OutstandingReplies);
        json.WriteString("failure"u8, function.Failure);
        WriteCounts(json, "counters", function.Counters);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, long>> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, long count) in counts) json.WriteNumber(key, count);
        json.WriteEndObject();
    }
}
