using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Control;

/// <summary>A plan is changed while packets flow: nobody who stays loses or repeats an event, and whoever comes begins at one sequence.</summary>
public sealed class PlanSwapTests
{
    private static readonly Dictionary<string, Func<NetworkFunction>> Functions = new()
    {
        ["Stays"] = () => new SequenceNf(d => d.Subscribe("PKT")),
        ["Comes"] = () => new SequenceNf(d => d.Subscribe("PKT")),
        ["Reads"] = () => new SequenceNf(d => d.Subscribe("DATA_READY").Subscribe("FLOW/END")),
        ["Ticks"] = () => new SequenceNf(d => d.Timer(TimeSpan.FromMilliseconds(1))),
        ["Drops"] = () => new SequenceNf(d => d.Subscribe("PKT")) { Decides = sequence => sequence % 3 == 0 ? Verdict.Drop : Verdict.Pass },
    };

    [Theory]
    [InlineData("Inline", 1)]
    [InlineData("Packed", 1)]
    [InlineData("Dedicated", 1)]
    [InlineData("Packed", 3)]
    [InlineData("Dedicated", 2)]
    public void Apply_AgainAndAgain_LosesAndRepeatsNothing(string placement, int stacks)
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Enum.Parse<Placement>(placement), stacks, "Stays"), Functions);
        int swaps = RunAndSwap(plane);
        Assert.True(swaps > 3, $"{swaps} swaps");
        PlaneReport report = plane.Plane.Report();
        Assert.Equal(report.Packets, report.Delivered);
        SequenceNf[] staying = [.. plane.Started("Stays")];
        Assert.Equal(stacks, staying.Length);
        Assert.Equal(report.Packets, staying.Sum(nf => nf.Events.Count));
        Assert.All(staying, AssertOnce);
        foreach (SequenceNf coming in plane.Started("Comes")) AssertWhole(coming, staying);
        Assert.All(plane.Started("Comes").Concat(plane.Started("Reads")), nf => Assert.Equal((1, 1), (nf.Started, nf.Stopped)));
        Assert.All(plane.Started("Reads"), AssertOnce);
        Assert.Contains(plane.Started("Reads"), nf => nf.Bytes > 0);
    }

    [Fact]
    public void Apply_OfANewFunction_BeginsBehindTheAnnouncedSequence()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Inline, 1, "Stays"), Functions);
        plane.Step(50);
        long begin = Assert.Single(plane.Step(SwappedPlane.Next("Stays", "Comes")));
        plane.Step(50);
        long end = Assert.Single(plane.Step(SwappedPlane.Next("Stays")));
        plane.Step(50);
        SequenceNf staying = Assert.Single(plane.Started("Stays"));
        SequenceNf coming = Assert.Single(plane.Started("Comes"));
        Assert.True(coming.Events.Count > 100);
        Assert.Equal(staying.Events.Where(e => e.Sequence > begin && e.Sequence < end), coming.Events);
        Assert.Equal((1, 1), (coming.Started, coming.Stopped));
        Assert.Equal(0, staying.Stopped);
    }

    [Fact]
    public void Apply_OfOrderAlone_ChangesWhatIsSeen()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Inline, 1, "Drops!", "Stays!"), Functions);
        plane.Step(50);
        long first = Assert.Single(plane.Step(SwappedPlane.Next("Drops!", "Stays!>Drops")));
        plane.Step(50);
        long second = Assert.Single(plane.Step(SwappedPlane.Next("Drops!", "Stays!")));
        plane.Step(50);
        SequenceNf drops = Assert.Single(plane.Started("Drops"));
        SequenceNf stays = Assert.Single(plane.Started("Stays"));
        Assert.Contains(drops.Events, e => e.Sequence > first && e.Sequence < second && e.Sequence % 3 == 0);
        Assert.Equal(drops.Events.Where(e => e.Sequence < first || e.Sequence > second || e.Sequence % 3 != 0), stays.Events);
    }

    [Fact]
    public void Apply_OfAReaderOfStreams_GetsThemOfOpenFlowsToo()
    {
        HostOptions options = SwappedPlane.Options(Placement.Inline, 1, "Stays");
        options.Devices[0].Spec = "mem:flows=20,concurrent=20,size=1000000";
        using SwappedPlane plane = new(options, Functions);
        plane.Step(2);
        plane.Step(SwappedPlane.Next("Stays", "Reads"));
        Assert.Equal(20, plane.Plane.Report().StackLines[0].FlowsStarted);
        while (!plane.Plane.Lanes.Running[0].TryEnd()) plane.Step(1);
        Assert.InRange(Assert.Single(plane.Started("Reads")).Bytes, 20 * 900_000, 20 * 1_001_000);
    }

    [Fact]
    public void Apply_WithTimers_KeepsThoseThatStayAndStartsThoseThatCome()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Inline, 1, "Stays", "Ticks"), Functions);
        plane.Step(100);
        int before = Assert.Single(plane.Started("Ticks")).Events.Count;
        plane.Step(SwappedPlane.Next("Ticks", "Comes"));
        plane.Step(100);
        int with = Assert.Single(plane.Started("Ticks")).Events.Count;
        plane.Step(SwappedPlane.Next("Comes"));
        int after = Assert.Single(plane.Started("Ticks")).Events.Count;
        plane.Step(100);
        Assert.True(before > 2 && with > before + 2, $"{before} {with}");
        Assert.Equal(after, plane.Started("Ticks")[0].Events.Count);
    }

    [Fact]
    public void Rollback_AfterTwoPlans_RestoresThemInTurn()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Packed, 1, "Stays"), Functions);
        Running(plane, changes =>
        {
            changes.Apply(SwappedPlane.Next("Stays", "Comes"));
            changes.Apply(SwappedPlane.Next("Reads"));
            Assert.Equal(["device: test/Reads leaves", "device: test/Stays comes", "device: test/Comes comes"], changes.Rollback().Changes);
            Assert.Equal(["Stays", "Comes"], changes.Current.Options.Applications[0].Functions.Select(f => f.Function));
            Assert.Equal(["device: test/Comes leaves"], changes.Rollback().Changes);
            Assert.Equal(5, changes.Generation);
            Assert.Equal("There is no earlier plan: nothing was applied since the plane started.", Assert.Throws<PlanException>(() => changes.Rollback()).Message);
        });
        Assert.Equal([(1, 1), (1, 1)], plane.Started("Stays").Select(nf => (nf.Started, nf.Stopped)));
    }

    [Fact]
    public void Apply_OfWhatIsFaulty_LeavesTheRunningPlanUntouched()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Packed, 2, "Stays"), new Dictionary<string, Func<NetworkFunction>>(Functions)
        {
            ["Wide"] = () => new SequenceNf(d => Enumerable.Range(0, 64).ToList().ForEach(i => d.Subscribe("PKT", where: $"port {i + 1}"))),
            ["Orphan"] = () => new SequenceNf(d => d.Subscribe("EVENT/NOBODY")),
        });
        Running(plane, changes =>
        {
            HostOptions refused = SwappedPlane.Next("Stays", "Comes");
            refused.Applications[0].Functions[1].Settings["refuse"] = "true";
            Assert.Equal("Comes#0 in application test cannot start: refuse is true: leave it out.", Fault(changes, refused));
            Assert.Equal("Orphan subscribes to EVENT/NOBODY, which nobody in application test publishes: add a function that does.", Fault(changes, SwappedPlane.Next("Stays", "Orphan")));
            Assert.Equal(
                "Wide has 64 subscriptions, and beside those that run now there is no room for them: apply a plan without some of these first.",
                Fault(changes, SwappedPlane.Next("Wide")));
            HostOptions elsewhere = SwappedPlane.Next("Comes");
            elsewhere.Applications[0].Devices.Add("other");
            Assert.Equal("Application test names the device other, which does not run: start the plane anew with it, or use 'device'.", Fault(changes, elsewhere));
            Assert.Equal(1, changes.Generation);
        });
        Assert.Empty(plane.Started("Comes"));
        Assert.Equal(plane.Plane.Report().Packets, plane.Started("Stays").Sum(nf => nf.Events.Count));
    }

    [Fact]
    public void Preview_OfAnotherPlan_SaysWhatWouldChange()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Inline, 1, "Drops!", "Stays!"), Functions);
        Assert.Equal(
            ["device: test/Drops leaves", "device: test/Comes comes"],
            plane.Plane.Changes.Preview(SwappedPlane.Next("Comes!", "Stays!")).Changes);
        Assert.Equal(["device: test/Stays runs after Drops"], plane.Plane.Changes.Preview(SwappedPlane.Next("Drops!", "Stays!>Drops")).Changes);
    }

    [Fact]
    public void Apply_WhenThePlaneHasEnded_ChangesNothing()
    {
        using SwappedPlane plane = new(SwappedPlane.Options(Placement.Inline, 1, "Stays"), Functions);
        plane.Plane.Run(TestContext.Current.CancellationToken);
        Assert.StartsWith("The plane does not run any more", Fault(plane.Plane.Changes, SwappedPlane.Next("Comes")), StringComparison.Ordinal);
    }

    private static string Fault(PlaneChanges changes, HostOptions next) => Assert.Throws<PlanException>(() => changes.Apply(next)).Message;

    private static int RunAndSwap(SwappedPlane plane)
    {
        int swaps = 0;
        string[][] plans = [["Stays", "Comes"], ["Comes", "Stays", "Reads"], ["Stays"], ["Reads", "Stays", "Comes", "Comes"]];
        Running(plane, changes =>
        {
            while (changes.IsRunning)
            {
                try
                {
                    changes.Apply(SwappedPlane.Next(plans[swaps % plans.Length]));
                    swaps++;
                }
                catch (PlanException ended) when (ended.Message.StartsWith("The plane does not run any more", StringComparison.Ordinal))
                {
                    break;
                }
            }
        });
        return swaps;
    }

    private static void Running(SwappedPlane plane, Action<PlaneChanges> during)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task run = Task.Factory.StartNew(() => plane.Plane.Run(stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        SpinWait.SpinUntil(() => plane.Plane.Report().Packets > 0);
        during(plane.Plane.Changes);
        run.GetAwaiter().GetResult();
    }

    private static void AssertOnce(SequenceNf nf) =>
        Assert.True(nf.Events.Zip(nf.Events.Skip(1)).All(pair => pair.First.Line == pair.Second.Line && pair.First.Sequence < pair.Second.Sequence));

    // From its first event to its last it has all that one who stayed has.
    private static void AssertWhole(SequenceNf coming, SequenceNf[] staying)
    {
        if (coming.Events.Count == 0) return;
        (int line, long first) = coming.Events[0];
        long last = coming.Events[^1].Sequence;
        SequenceNf beside = staying.Single(nf => nf.Events.Count > 0 && nf.Events[0].Line == line);
        Assert.Equal(beside.Events.Where(e => e.Sequence >= first && e.Sequence <= last), coming.Events);
    }
}
