using Microboxes.Paper.PathCost;
using Microboxes.Plugins.Functions;

int flows = int.Parse(args[0]);
foreach (string kind in args[1..])
{
    Port port = kind switch
    {
        "event" => new("PKT/TCP", "receiving", null, null, 0, default),
        "both" => new("PKT/TCP", "both", null, null, 0, default),
        "none" => new("FLOW/TCP/RESET", null, null, null, 0, default),
        "net" => new("PKT/TCP", null, null, null, 0, default),
        _ => new("DATA_READY", null, null, null, 0, default),
    };
    using LineUnderTest line = new(flows, 64, port);
    List<double> all = [];
    for (int i = 0; i < 300; i++) all.Add(line.Pass());
    all.RemoveRange(0, 100);
    all.Sort();
    Console.WriteLine($"{kind} {flows} flows: best {all[0]:F1} median {all[all.Count / 2]:F1} ns/packet, events {line.Events} conn {line.Line.MonitorCounters.Connections} drops {line.Line.Drops.Total}");
}
