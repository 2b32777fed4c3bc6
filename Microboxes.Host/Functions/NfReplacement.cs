using System.Buffers;
using System.Diagnostics;
using Microboxes.Host.Lanes;
using Microboxes.Host.Native;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// Put another instance in the place of an NF's, between two batches: the old one hands over what it keeps itself, per-flow state stays where it is. A hand-over that
/// fails leaves the old one running.
/// </summary>
internal sealed class NfReplacement : NfCommand
{
    private readonly TaskCompletionSource<NfSwap> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> state = new();
    private NetworkFunction? next;

    private readonly Version? flowsWrittenBy;

    /// <param name="next">The instance, attached to the same adapter and started.</param>
    /// <param name="flowsWrittenBy">The version in use, where the new one lays its flows' state out otherwise.</param>
    internal NfReplacement(NetworkFunction next, Version? flowsWrittenBy = null)
    {
        this.next = next;
        this.flowsWrittenBy = flowsWrittenBy;
    }

    /// <summary>What became of it.</summary>
    internal Task<NfSwap> Done => done.Task;

    internal override void Deliver(NfAdapter adapter)
    {
        long start = Stopwatch.GetTimestamp();
        long workBefore = ThreadClock.Nanoseconds;
        string? refusal = Handle(adapter);
        TimeSpan work = TimeSpan.FromMicroseconds((ThreadClock.Nanoseconds - workBefore) / 1000.0);
        done.TrySetResult(new(refusal == null ? adapter.Position + 1 : -1, Stopwatch.GetElapsedTime(start), work, refusal));
    }

    // A hand-over that gets stuck ends nothing but the wait for it.
    private string? Handle(NfAdapter adapter)
    {
        try
        {
            return adapter.OnReplace(this);
        }
        catch (CondemnedCallException)
        {
            Refuse($"{adapter.Name} was not replaced because handing over took too long: correct the function and drop it again.");
            throw;
        }
    }

    /// <summary>Ends without a swap.</summary>
    internal void Refuse(string reason)
    {
        next = null;
        done.TrySetResult(new(-1, TimeSpan.Zero, TimeSpan.Zero, reason));
    }

    /// <summary>Ends before it was posted.</summary>
    internal void Abandon()
    {
        next = null;
        done.TrySetResult(NfSwap.Abandoned);
    }

    /// <summary>Moves the state over and the new instance into the old one's place; nothing of either is held here afterwards.</summary>
    /// <param name="name">As reports name the NF.</param>
    /// <param name="function">The old instance, null where it is out already; the new one, unless this fails.</param>
    /// <returns>Why the old one stays, in one sentence, or null.</returns>
    internal string? TakeOver(string name, ref NetworkFunction? function)
    {
        NetworkFunction taken = next!;
        next = null;
        try
        {
            function?.OnHandOver(state);
            if (state.WrittenCount > 0) taken.OnTakeOver(state.WrittenSpan);
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return $"{name} was not replaced because handing over failed with {fault.GetType().Name} ({fault.Message.ReplaceLineEndings(" ")}): correct the function and drop it again.";
        }

        function = taken;
        return null;
    }

    /// <summary>Gives the new instance the state of flows, of each stack line that it serves; moved at each flow's next event where it is laid out otherwise.</summary>
    internal void PassOn(NetworkFunction to, ReadOnlySpan<FlowStateMemory> flows)
    {
        if (to is not IFlowStateMigration migration) return;
        foreach (FlowStateMemory states in flows) states.PassOn(migration, flowsWrittenBy);
    }
}
