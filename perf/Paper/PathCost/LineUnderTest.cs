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

    /// <param name="flows">Connections, all open.</param>
    /// <param name="frameLength">Bytes of a frame.</param>
    /// <param name="verifyChecksums">IPv4's and TCP's.</param>
    /// <param name="ports">The one subscription's event types.</param>
    internal LineUnderTest(int flows, int frameLength, bool verifyChecksums, params Port[] ports)
    {
        traffic = new(flows, frameLength);
        StackLineOptions options = new() { VerifyChecksums = verifyChecksums, FlowCapacity = flows + 1024 };
        SubscriptionTable subscriptions = new([.. ports.Select(port => new PortSelector(port))]);
        line = new("path", traffic, options, subscriptions, [.. ports.Select(_ => (Microboxes.Host.Flows.FlowFilter?)null)], new LineTimers([]));
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

    /// <summary>Draws the packets of the next pass.</summary>
    internal void Prepare(int packets = RandomFlows.FramesPerPass) => traffic.PreparePass(packets);

    /// <summary>Runs a pass that was prepared.</summary>
    /// <returns>Nanoseconds per packet.</returns>
    internal double Pass()
    {
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
