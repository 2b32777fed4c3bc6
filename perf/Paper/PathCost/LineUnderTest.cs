using System.Diagnostics;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.PathCost;

/// <summary>A stack line with one subscriber that takes every event at once and looks at none, so that only Network and Monitor are timed.</summary>
internal sealed class LineUnderTest : IDisposable
{
    private readonly RandomFlows traffic;
    private readonly StackLine line;
    private readonly Sequence consumer = new();

    internal LineUnderTest(int flows, int frameLength, Port port, bool verifyChecksums = false)
    {
        traffic = new(flows, frameLength);
        StackLineOptions options = new() { VerifyChecksums = verifyChecksums, FlowCapacity = flows + 1024, RingSize = int.Parse(Environment.GetEnvironmentVariable("RING") ?? "16384"), BatchSize = int.Parse(Environment.GetEnvironmentVariable("BATCH") ?? "32") };
        line = new("path", traffic, options, new SubscriptionTable([new PortSelector(port)]), [null], new LineTimers([]));
        line.Ring.GateOn(consumer);
        for (int flow = 0; flow < flows;)
        {
            flow = traffic.PrepareHandshakes(flow);
            Drain();
        }
    }

    /// <summary>Events raised so far.</summary>
    internal long Events => line.Ring.Claimed + 1;

    internal StackLine Line => line;

    /// <summary>Runs one pass.</summary>
    /// <returns>Nanoseconds per packet.</returns>
    internal double Pass()
    {
        traffic.PreparePass();
        long start = Stopwatch.GetTimestamp();
        Drain();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / RandomFlows.FramesPerPass;
    }

    public void Dispose()
    {
        line.Dispose();
        traffic.Dispose();
    }

    private void Drain()
    {
        while (traffic.Left > 0)
        {
            line.DoWork(256);
            consumer.Publish(line.Ring.Cursor.Value);
        }
    }
}
