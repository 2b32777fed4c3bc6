using Microboxes.Paper.Measurement;
using Microboxes.Paper.PathCost;
using Microboxes.Paper.Reports;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Figures;

/// <summary>The snapshot of both ends' TCP state in every event: its size, and what writing it adds to an event.</summary>
internal static class SnapshotFigure
{
    private const double MostCycles = 20;
    private const int Bytes = 23;

    internal static Report Run(WorkloadSet workloads, Scale scale)
    {
        Report report = new("paper-snapshot", "The snapshot in every event") { ChartUnit = "cycles of the time-stamp counter" };
        using SnapshotCost cost = new();
        for (int i = 0; i < scale.Repetitions; i++) cost.Repeat();
        double cyclesPerNanosecond = Machine.CyclesPerNanosecond();
        Series cycles = cost.With.With(cost.Without, (with, without) => (with - without) * cyclesPerNanosecond);
        Demands demands = new();
        demands.AtMost("cycles that the snapshot adds to an event", "76 cycles", cycles, MostCycles);
        int size = System.Runtime.CompilerServices.Unsafe.SizeOf<TcpSnapshot>();
        demands.Table.Add("bytes of a snapshot", "23 B", size, null, null, null, $"{Bytes}", size == Bytes);
        report.Tables.Add(demands.Table);
        report.Chart.Add(new("snapshot", new ChartBar("paper", 76, 76, 76), ChartBar.Of("ours", cycles)));
        report.IsSound = size == Bytes;
        report.Notes.Add("Two loops over 1,000 flow records that fill ring slots with the stack line's own loads and stores, one with the words of the snapshot and one without.");
        return report;
    }
}
