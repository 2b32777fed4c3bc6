using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>status: how a running plane is.</summary>
internal sealed class StatusCommand(CommandHost host) : OperatingCommand(host, "status", "Tell how a running plane is.")
{
    protected override AdminRequest Request(ParseResult arguments) => new StatusRequest();

    protected override JsonTypeInfo TypeOf(AdminReply reply) => AdminJson.Default.StatusReply;

    protected override void Write(TextWriter text, AdminReply reply)
    {
        StatusReply status = (StatusReply)reply;
        Line(text, $"Microboxes {status.Version}, process {status.ProcessId}, running for {status.Seconds:F0} s, plan {status.PlanGeneration}: {string.Join(", ", status.Applications)}");
        Line(text, $"  {status.Packets,15:N0} packets, {status.Bytes:N0} bytes, {status.StackLines} stack {(status.StackLines == 1 ? "line" : "lines")}");
        Line(text, $"  {status.Delivered,15:N0} delivered");
        foreach ((string reason, long count) in status.Drops) Line(text, $"  {count,15:N0} dropped: {reason}");
        foreach (DeviceStatus device in status.Devices) Line(text, $"  device {device.Name}: {device.Packets:N0} packets{(device.Fault == null ? "" : $", {device.Fault}")}");
        foreach ((string state, int count) in status.Functions) Line(text, $"  {count} NF {(count == 1 ? "instance" : "instances")} {state}");
        foreach (string warning in status.Warnings) Line(text, $"  {warning}");
    }

    private static void Line(TextWriter text, FormattableString line) => text.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
