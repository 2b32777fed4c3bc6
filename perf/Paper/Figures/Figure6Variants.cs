using Microboxes.Paper.Chains;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>What stands beside the headline: other ways to hand events over, stacks that copy, and two cores.</summary>
internal static class Figure6Variants
{
    private const int Length = 6;
    private const double RequiredBatching = 1.3;

    internal static void Run(Report report, Demands demands, RowTable rows, WorkloadSet workloads, Scale scale)
    {
        Batching(report, demands, rows, workloads.Small, scale);
        Queues(report, demands, rows, workloads.Small, scale);
        Copies(report, demands, rows, workloads.Large, scale);
        if (Environment.ProcessorCount < 2) report.Notes.Add("Two cores are not measured: this machine has one.");
        else TwoCores(report, demands, rows, workloads.Small, scale);
    }

    // Events handed over one by one, against 32 packets at a time.
    private static void Batching(Report report, Demands demands, RowTable rows, Workload workload, Scale scale)
    {
        using Contender batched = Contenders.Consolidated(workload, new(), NfKind.Packets.Chain(Length));
        using Contender single = Contenders.OneByOne(workload, new() { BatchSize = 1 }, NfKind.Packets.Chain(Length));
        Turns.Run([batched, single], scale.Repetitions, scale.Passes);
        demands.AtLeast($"{workload.Name}, packets: batches over a packet at a time", "≈ 1.18×", single.Best.Over(batched.Best), RequiredBatching);
        rows.Add("6 × packets", single);
        Verdict.Check(report, batched, single);
    }

    private static void Queues(Report report, Demands demands, RowTable rows, Workload workload, Scale scale)
    {
        using Contender ring = Contenders.Consolidated(workload, new(), NfKind.Fields.Chain(Length));
        using Contender queues = Contenders.QueuePerNf(workload, new(), Length);
        Turns.Run([ring, queues], scale.Repetitions, scale.Passes);
        demands.Tell($"{workload.Name}, packets: one ring over a queue per NF with reference counts", "", queues.Best.Over(ring.Best));
        rows.Add("6 × packets", queues);
        Verdict.Check(report, ring, queues);
    }

    private static void Copies(Report report, Demands demands, RowTable rows, Workload workload, Scale scale)
    {
        using Contender one = Contenders.Consolidated(workload, new(), NfKind.Streams.Chain(Length));
        using Contender copying = Contenders.StackPerNf(workload, new(), NfKind.CopiedStreams.Chain(Length));
        Turns.Run([one, copying], scale.Repetitions, 1);
        demands.Tell($"{workload.Name}, streams: one stack over stack per NF that also copies", "2.44×", copying.Best.Over(one.Best));
        rows.Add("6 × streams, copied", copying);
        Verdict.Check(report, one, copying);
    }

    // Each side has its best placement in every repetition.
    private static void TwoCores(Report report, Demands demands, RowTable rows, Workload workload, Scale scale)
    {
        Workload[] halves = workload.Split(2);
        Contender[] ours =
        [
            Contenders.TwoQueues("a stack per core", halves, half => Contenders.ConsolidatedPart(half, new(), new(), [NfKind.Packets.Chain(Length)])),
            Contenders.StackAndNfsApart(workload, new(), NfKind.Packets.Chain(Length)),
        ];
        Contender[] perNf =
        [
            Contenders.TwoQueues("stack per NF, all of them on each core", halves, half => Contenders.StackPerNfPart(half, new(), new(), NfKind.Packets.Chain(Length))),
            Contenders.StacksApart(workload, new(), NfKind.Packets.Chain(Length)),
        ];
        Turns.Run([.. ours, .. perNf], scale.Repetitions, scale.Passes);
        Series ratio = Best(perNf).Over(Best(ours));
        demands.AtLeast($"{workload.Name}, packets: one stack over stack per NF, two cores, best placement of each", "2.05×", ratio, Figure6.RequiredRatio);
        rows.Add("6 × packets", [.. ours, .. perNf]);
        Verdict.Check(report, [.. ours, .. perNf]);
        foreach (IDisposable used in (IEnumerable<IDisposable>)[.. ours, .. perNf, .. halves]) used.Dispose();
    }

    private static Series Best(Contender[] contenders) => contenders[0].Best.With(contenders[1].Best, Math.Min);
}
