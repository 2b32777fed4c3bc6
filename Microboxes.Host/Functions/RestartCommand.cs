using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Put an instance in the place of one that has failed: it begins with nothing but its counters. Whoever is at work there already stays.</summary>
/// <param name="next">The instance, attached to the same adapter and started.</param>
internal sealed class RestartCommand(NetworkFunction next) : NfCommand
{
    private readonly TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NetworkFunction? next = next;

    /// <summary>True when the instance is at work; false when another one was.</summary>
    internal Task<bool> Done => done.Task;

    internal override void Deliver(NfAdapter adapter)
    {
        NetworkFunction taken = next!;
        next = null;
        done.TrySetResult(adapter.OnRestart(taken));
    }

    /// <summary>Ends without a restart.</summary>
    internal void Refuse()
    {
        next = null;
        done.TrySetResult(false);
    }
}
