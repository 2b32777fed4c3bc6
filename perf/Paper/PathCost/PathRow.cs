using Microboxes.Paper.Measurement;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.PathCost;

/// <summary>One row of the table: a way through the stacks, measured as the C loop measures itself.</summary>
internal sealed class PathRow : IDisposable
{
    private const int FrameLength = 64;
    private const int Many = 200_000;

    // Passes of 16,384 packets in one repetition; the first third warms caches up.
    private const int PassesOfFew = 40;
    private const int PassesOfMany = 100;

    private readonly int flows;
    private readonly int eventsPerPacket;
    private readonly List<double> passes = [];
    private LineUnderTest? line;

    /// <param name="name">As the table names it.</param>
    /// <param name="flows">Open connections.</param>
    /// <param name="required">The most it may take, over the C loop; null where nothing is demanded.</param>
    /// <param name="verifyChecksums">IPv4's and TCP's.</param>
    /// <param name="types">What the one subscriber asks for.</param>
    internal PathRow(string name, int flows, double? required, bool verifyChecksums, params string[] types)
    {
        Name = name;
        this.flows = flows;
        Required = required;
        VerifyChecksums = verifyChecksums;
        eventsPerPacket = types.Length;
        Ports = [.. types.Select(type => new Port(type, type == "DATA_READY" ? null : "receiving", null, null, 0, default))];
    }

    internal string Name { get; }

    internal int Flows => flows;

    internal double? Required { get; }

    internal bool VerifyChecksums { get; }

    internal Port[] Ports { get; }

    /// <summary>Best pass of each repetition, as the C loop reports itself.</summary>
    internal Series Best { get; } = new();

    /// <summary>Median pass of each repetition.</summary>
    internal Series Typical { get; } = new();

    /// <summary>Managed bytes allocated while packets were processed.</summary>
    internal long Allocated { get; private set; }

    /// <summary>Packets processed while allocations were watched.</summary>
    internal long Packets { get; private set; }

    /// <summary>What was wrong with the answer, or null.</summary>
    internal string? Wrong { get; private set; }

    /// <summary>The line, opened on first use: its table is filled before anything is timed.</summary>
    internal LineUnderTest Line => line ??= new(flows, FrameLength, VerifyChecksums, Ports);

    /// <summary>Runs one repetition.</summary>
    internal void Repeat()
    {
        int count = flows > Many ? PassesOfMany : PassesOfFew;
        passes.Clear();
        for (int i = 0; i < count; i++)
        {
            Line.Prepare();
            long eventsBefore = Line.Events;
            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            double time = Line.Pass();
            Allocated += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            Packets += RandomFlows.FramesPerPass;
            Check(Line.Events - eventsBefore);
            if (i >= count / 3) passes.Add(time);
        }

        Best.Add(passes.Min());
        Typical.Add(Series.Quantile(passes, 0.5));
    }

    public void Dispose() => line?.Dispose();

    private void Check(long events)
    {
        long expected = (long)RandomFlows.FramesPerPass * eventsPerPacket;
        if (events != expected) Wrong = $"{Name}: {events} events of {RandomFlows.FramesPerPass} packets instead of {expected}";
        else if (Line.Line.Drops.Total != 0) Wrong = $"{Name}: {Line.Line.Drops.Total} packets were dropped";
        else if (Line.Line.Flows.Count != flows) Wrong = $"{Name}: {Line.Line.Flows.Count} flows instead of {flows}";
    }
}
