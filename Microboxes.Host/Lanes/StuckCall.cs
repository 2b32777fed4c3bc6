namespace Microboxes.Host.Lanes;

/// <summary>A call that a thread did not come back from in time: what the thread could write stays untouched until it does.</summary>
/// <param name="lane">The lane whose thread it is.</param>
/// <param name="accept">Gives up what the thread's NF held on the ring; called once, on the publisher's lane, before anything there is used again.</param>
internal sealed class StuckCall(Lane lane, Action accept)
{
    /// <summary>True when the thread is back, so that nobody can write there any more.</summary>
    internal bool IsOver => lane.HasReturned;

    internal void Accept() => accept();
}
