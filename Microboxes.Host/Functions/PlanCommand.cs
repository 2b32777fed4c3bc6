namespace Microboxes.Host.Functions;

/// <summary>Tells an adapter of the next plan, while no events come; the stack line goes on when all have taken note.</summary>
internal abstract class PlanCommand : NfCommand
{
    private volatile bool isDone;

    /// <summary>True when the adapter has taken note.</summary>
    internal bool IsDone => isDone;

    /// <summary>True when it lies in the adapter's inbox.</summary>
    internal bool IsPosted { get; set; }

    internal sealed override void Deliver(NfAdapter adapter)
    {
        TakeNote(adapter);
        isDone = true;
    }

    protected abstract void TakeNote(NfAdapter adapter);
}
