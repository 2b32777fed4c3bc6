namespace Microboxes.Host.Functions;

/// <summary>Take the NF out because it has failed in a way that only its surroundings see.</summary>
/// <param name="reason">How, in one sentence for the operator.</param>
internal sealed class FailCommand(string reason) : NfCommand
{
    internal override void Deliver(NfAdapter adapter) => adapter.OnFail(reason);
}
