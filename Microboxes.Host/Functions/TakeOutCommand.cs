namespace Microboxes.Host.Functions;

/// <summary>Take the NF out: what is for it from here on is missed and gets its failure policy's verdict.</summary>
/// <param name="reason">Why, in one sentence for the operator.</param>
internal sealed class TakeOutCommand(string reason) : NfCommand
{
    internal override void Deliver(NfAdapter adapter) => adapter.OnTakeOut(reason);
}
