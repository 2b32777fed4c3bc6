using Microboxes.Host.Functions;
using Microboxes.Host.Observability;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>Reads the counters of everything wired into one report; any thread may do so at any time.</summary>
internal static class PlaneReports
{
    internal static PlaneReport Of(IReadOnlyList<DeviceWiring> devices, TimeSpan elapsed)
    {
        // Read once: on a live device they go on growing.
        DropCounters?[] lost = [.. devices.Select(device => device.Device.Drops)];
        long[] offered = [.. devices.Select((device, i) => device.Device.Received + (lost[i]?.Total ?? 0))];
        LineWiring[] lines = [.. devices.SelectMany(device => device.Lines)];
        return new()
        {
            Packets = offered.Sum(),
            Bytes = lines.Sum(line => line.Line.NetworkCounters.WireBytes) + devices.Sum(device => device.Forwarder?.Bytes ?? 0),
            Delivered = lines.Sum(line => line.Line.NetworkCounters.Delivered) + devices.Sum(device => device.Forwarder?.Delivered ?? 0),
            Drops = Drops(devices, lost),
            Progress = devices.Count == 0 ? 1 : devices.Min(device => device.Device.Progress),
            Elapsed = elapsed,
            Devices = [.. devices.Select((device, i) => new DeviceReport(device.Device.Name, offered[i], device.Device.FaultSentence))],
            StackLines = [.. lines.Select((line, number) => OfLine(line.Line, number))],
            Functions = [.. lines.SelectMany(line => line.Functions).GroupBy(f => (f.Application, Name: NameOf(f.Adapter))).Select(Function)],
        };
    }

    private static List<KeyValuePair<string, long>> Drops(IReadOnlyList<DeviceWiring> devices, IEnumerable<DropCounters?> lost)
    {
        IEnumerable<DropCounters> counters = devices.SelectMany(
            device => device.Lines.Select(line => line.Line.Drops).Concat(device.Distributor == null ? [] : [device.Distributor.Drops])).Concat(lost.OfType<DropCounters>());
        DropCounters refused = new();
        refused.Count(DropReason.TransmitFull, devices.Sum(device => device.Forwarder?.Refused ?? 0));
        return [.. counters.Append(refused).SelectMany(c => c.NonZero()).GroupBy(drop => drop.Key).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, g.Sum(drop => drop.Value)))];
    }

    private static StackLineReport OfLine(StackLine line, int number) => new()
    {
        Number = number,
        Packets = line.PacketsTaken,
        FlowsStarted = line.NetworkCounters.FlowsOpened,
        FlowsEvicted = line.NetworkCounters.FlowsEnded[(int)EndReason.Evicted],
        TcpConnections = line.MonitorCounters.Connections,
        Events = line.Ring.Cursor.Value + 1,
    };

    private static FunctionReport Function(IGrouping<(string Application, string Name), (string Application, NfAdapter Adapter)> instances) => new(
        instances.Key.Application,
        instances.Key.Name,
        instances.Sum(f => f.Adapter.Handed),
        instances.Sum(f => f.Adapter.Lag),
        [.. instances.Where(f => f.Adapter.IsFirst).SelectMany(f => f.Adapter.Services.Counters.All).GroupBy(counter => counter.Name)
            .Select(g => KeyValuePair.Create(g.Key, g.Sum(counter => counter.Value)))])
    {
        Mode = ModeOf(instances.First().Adapter),
        Lost = instances.Sum(f => f.Adapter.Lost),
        Missed = instances.Sum(f => f.Adapter.Missed),
        Published = instances.Sum(f => f.Adapter.Published),
        Refused = instances.Sum(f => f.Adapter.Refused),
        OutstandingReplies = instances.Sum(f => f.Adapter.OutstandingReplies),
        Failure = instances.Select(f => f.Adapter.Failure).FirstOrDefault(failure => failure != null),
    };

    private static string ModeOf(NfAdapter adapter) => adapter.Mode switch
    {
        NfMode.Inline => "inline",
        NfMode.LossyTap => "lossy",
        _ => "tap",
    };

    private static string NameOf(NfAdapter adapter) => adapter.Name[..adapter.Name.LastIndexOf('#')];
}
