using Microboxes.Host.Flows;
using Microboxes.Plugins.Wire;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>Flows put into the timer wheel, found when their time is over, and taken out.</summary>
internal sealed unsafe class TimedFlows : IDisposable
{
    private const long Hour = 3_600_000_000_000;
    private readonly FlowTable table = new(Operations.Batch, 1);
    private readonly ExpiryWheel wheel;
    private long now = Hour;

    internal TimedFlows()
    {
        wheel = new(table, FlowTimeouts.Default);
        for (int i = 0; i < Operations.Batch; i++)
        {
            FlowKey key = default;
            FlowRecord* flow = table.Add(in key, (uint)i * 0x9E37_79B1);
            flow->lastSeen = now;
        }
    }

    internal void ExpireAll()
    {
        for (int i = 0; i < Operations.Batch; i++)
        {
            table.Records[i].lastSeen = now;
            wheel.Add(table.Records + i);
        }

        now += 2 * Hour;
        int expired = 0;
        for (FlowRecord* flow = wheel.NextExpired(now); flow != null; flow = wheel.NextExpired(now))
        {
            wheel.Remove(flow);
            expired++;
        }

        if (expired != Operations.Batch) throw new InvalidOperationException($"{expired} flows expired of {Operations.Batch}.");
    }

    public void Dispose() => table.Dispose();
}
