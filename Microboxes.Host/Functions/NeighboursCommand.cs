namespace Microboxes.Host.Functions;

/// <summary>The adapter stays, among others.</summary>
internal sealed class NeighboursCommand(NfNeighbours next) : PlanCommand
{
    protected override void TakeNote(NfAdapter adapter) => adapter.OnNeighbours(next);
}
