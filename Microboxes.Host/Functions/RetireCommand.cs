namespace Microboxes.Host.Functions;

/// <summary>The adapter leaves.</summary>
internal sealed class RetireCommand : PlanCommand
{
    protected override void TakeNote(NfAdapter adapter) => adapter.OnRetire();
}
