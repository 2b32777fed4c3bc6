using BenchmarkDotNet.Attributes;
using Microboxes.Microbenchmarks.Subjects;

namespace Microboxes.Microbenchmarks;

/// <summary>Single operations of the data path, each on few enough flows for the first-level caches. BenchmarkDotNet times them; a test holds their allocations.</summary>
public class Operations : IDisposable
{
    internal const int Batch = 256;

    private readonly ParsedFrames frames = new();
    private readonly FilledTable table = new();
    private readonly SlotWriter slots = new();
    private readonly RingHop hop = new();
    private readonly TimedFlows timers = new();
    private readonly CalledFunction function = new();
    private readonly SteppedChain states = SteppedChain.WithoutEvents();
    private readonly SteppedChain streams = SteppedChain.InOrder();
    private readonly SteppedChain gaps = SteppedChain.OutOfOrder();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Parse() => frames.Parse();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Lookup() => table.Find();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void StateUpdate() => states.Step();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Snapshot() => slots.WriteSnapshots();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Publish() => slots.Publish();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void RingHop() => hop.Pass();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void StreamAppendInOrder() => streams.Step();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void StreamAppendOutOfOrder() => gaps.Step();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void TimerWheel() => timers.ExpireAll();

    [Benchmark(OperationsPerInvoke = Batch)]
    public void PluginCall() => function.Call();

    public void Dispose()
    {
        foreach (IDisposable subject in (IEnumerable<IDisposable>)[frames, table, slots, hop, timers, function, states, streams, gaps]) subject.Dispose();
        GC.SuppressFinalize(this);
    }
}
