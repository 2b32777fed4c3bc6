using Microboxes.Host.Control.Planning;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;

namespace Microboxes.Host.Control;

/// <summary>A plane on its way from one plan to the next, all its stack lines at once.</summary>
/// <param name="plan">The next plan.</param>
/// <param name="lines">Each line's part.</param>
internal sealed class PlanSwap(Plan plan, IReadOnlyList<LineSwap> lines)
{
    internal Plan Plan => plan;

    /// <summary>Each line's part.</summary>
    internal IReadOnlyList<LineSwap> Lines => lines;

    /// <summary>True when every line runs by the next plan, or has ended before.</summary>
    internal bool IsOver => lines.All(line => line.IsOver);

    /// <summary>True when no line runs by the next plan.</summary>
    internal bool IsCancelled => lines.All(line => line.Change.IsCancelled);

    /// <summary>Asks the lines.</summary>
    internal void Request()
    {
        foreach (LineSwap line in lines) line.Wiring.Line.Plans.Request(line.Change);
    }

    /// <summary>Calls it off for lines that no lane steps any more.</summary>
    internal void CancelWhereEnded(LaneSet lanes)
    {
        foreach (LineSwap line in lines.Where(line => !line.IsOver))
        {
            if (lanes.Of(line.Wiring.Line) is not { HasEnded: false }) line.Change.TryCancel();
        }
    }

    /// <summary>Calls off what no line has taken up.</summary>
    internal void Cancel()
    {
        foreach (LineSwap line in lines) line.Change.TryCancel();
    }

    /// <summary>Once it is over: gives those who came lanes, and ends those who left.</summary>
    internal void Conclude(LanePlaces places, int lineCount)
    {
        List<NfAdapter> over = [];
        foreach (LineSwap line in lines)
        {
            NfAdapter[] coming = line.Change.IsDone ? [.. line.Coming] : [];
            over.AddRange(line.Conclude());
            foreach (NfAdapter adapter in coming) places.Place(line.Wiring, adapter, lineCount);
            line.Change.Conclude();
        }

        foreach (NfAdapter adapter in over) places.Remove(adapter);
        foreach (NfAdapter adapter in over) adapter.Stop();
        foreach (NfAdapter adapter in over) adapter.Dispose();
    }
}
