using System.Globalization;

namespace Microboxes.Host.Commands;

/// <summary>The closing lines of a replay: what came in, what became of it.</summary>
internal static class Summary
{
    internal static void Write(TextWriter text, PlaneReport report)
    {
        double seconds = Math.Max(report.Elapsed.TotalSeconds, 1e-6);
        Line(text, $"{report.Packets:N0} packets, {report.Bytes:N0} bytes in {seconds:F2} s ({report.Packets / seconds / 1e6:F2} M packets/s, {report.Bytes * 8 / seconds / 1e9:F2} Gbit/s)");
        Line(text, $"  delivered  {report.Delivered,15:N0}");
        foreach ((string reason, long count) in report.Drops) Line(text, $"  dropped    {count,15:N0}  {reason}");
        foreach (StackLineReport stack in report.StackLines)
            Line(text, $"  stack {stack.Number,-4} {stack.Packets,15:N0} packets, {stack.FlowsStarted:N0} flows ({stack.FlowsEvicted:N0} evicted), {stack.TcpConnections:N0} TCP connections, {stack.Events:N0} events");
        foreach (FunctionReport function in report.Functions) WriteFunction(text, function);
        foreach (PluginReport plugin in report.Plugins) WritePlugin(text, plugin);
    }

    private static void WritePlugin(TextWriter text, PluginReport plugin)
    {
        if (plugin.Reason != null && plugin.State != "Staged") Line(text, $"  plugin {plugin.Name}: {plugin.State}: {plugin.Reason}");
        if (plugin.Retired == 0) return;
        Line(text, $"  plugin {plugin.Name}: {plugin.Reloads:N0} reloads, longest pause {plugin.LongestPause.TotalMicroseconds:F1} µs, {plugin.Collected:N0} of {plugin.Retired:N0} old versions left memory");
        foreach (LeakReport leak in plugin.Leaked) Line(text, $"    version {leak.Version} stays: {string.Join(" -> ", leak.Root)}");
    }

    private static void WriteFunction(TextWriter text, FunctionReport function)
    {
        Line(text, $"  {function.Application}/{function.Name} ({function.Mode}): {function.Events:N0} events");
        if (function.Lag > 0) Line(text, $"    {function.Lag:N0} events behind");
        if (function.Lost > 0) Line(text, $"    {function.Lost:N0} events lost because it lagged");
        if (function.Missed > 0) Line(text, $"    {function.Missed:N0} events missed because it failed");
        if (function.Published > 0) Line(text, $"    {function.Published:N0} events published");
        if (function.OutstandingReplies > 0) Line(text, $"    {function.OutstandingReplies:N0} replies outstanding");
        if (function.Refused > 0) Line(text, $"    {function.Refused:N0} events of its not published: more than it declared, or no room for them");
        foreach ((string name, long count) in function.Counters) Line(text, $"    {name} {count:N0}");
    }

    private static void Line(TextWriter text, FormattableString line) => text.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
