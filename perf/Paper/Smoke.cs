using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Captures;
using Microboxes.Paper.Figures;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Memory;
using Microboxes.Paper.PathCost;
using Microboxes.Paper.Processes;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Traces;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper;

/// <summary>bench smoke: every benchmark with next to no traffic, for whether it works and answers right. Its times mean nothing.</summary>
internal static class Smoke
{
    // One row: with that of streams beside it, instructions would be counted, which takes a minute.
    private const string OneRow = "event, 1 k flows";
    private const string OwnCommand = "mb flows";

    /// <summary>Away from the figures that count.</summary>
    internal static string Folder => Path.Combine(Checkout.BuildFolder, "smoke");

    internal static IEnumerable<Report> Run()
    {
        foreach (Report report in PaperBenchmark.Smoke()) yield return report;
        yield return PathBenchmark.Run(new("path", null, false, 1, OneRow, null));
        string capture = RecordTraffic();
        yield return TraceBenchmark.Run(new("traces", Path.GetDirectoryName(capture), false, 1, null, null));
        yield return ProcessBenchmark.Run(new("processes", capture, false, 1, OwnCommand, null));
        yield return MemoryBenchmark.Smoke();
    }

    // A capture of some connections, so that nothing recorded is needed.
    private static unsafe string RecordTraffic()
    {
        const int Burst = 32;
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "traces")).FullName, "smoke.pcap");
        using IPacketDevice traffic = DeviceFactory.Open("mem:flows=200,size=3000,reorder=0.01");
        using PcapngWriter capture = PcapngWriter.Create(file);
        PacketDescriptor* burst = stackalloc PacketDescriptor[Burst];
        while (!traffic.IsExhausted)
        {
            int received = traffic.Receive(burst, Burst);
            for (int i = 0; i < received; i++) capture.Write(burst + i);
        }

        return file;
    }
}
