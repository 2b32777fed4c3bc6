using System.Buffers;
using System.Diagnostics;
using Microboxes.Host.Lanes;
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

    /// <param name="next">The instance, attached to the same adapter and started.</param>
    internal NfReplacement(NetworkFunction next) => this.next = next;

    /// <summary>What became of it.</summary>
    internal Task<NfSwap> Done => done.Task;

    internal override void Deliver(NfAdapter adapter)
    {
        long start = Stopwatch.GetTimestamp();
        string? refusal = Handle(adapter);
        done.TrySetResult(new(refusal == null ? adapter.Position + 1 : -1, Stopwatch.GetElapsedTime(start), refusal));
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
        done.TrySetResult(new(-1, TimeSpan.Zero, reason));
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
}
