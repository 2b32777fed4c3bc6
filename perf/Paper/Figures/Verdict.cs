using Microboxes.Paper.Chains;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Figures;

/// <summary>No figure counts when an answer was wrong.</summary>
internal static class Verdict
{
    internal static void Check(Report report, params IEnumerable<Contender> contenders)
    {
        foreach (Contender contender in contenders)
        {
            if (contender.Wrong == null) continue;
            report.IsSound = false;
            report.Notes.Add($"WRONG ANSWER: {contender.Wrong}.");
        }
    }
}
