using Microboxes.Paper.Chains;

namespace Microboxes.Paper.Measurement;

/// <summary>Contenders taking turns, so that what disturbs one disturbs all.</summary>
internal static class Turns
{
    /// <summary>Repeats: every contender in turn, pass by pass, and of each the best pass.</summary>
    internal static void Run(IReadOnlyList<Contender> contenders, int repetitions, int passes)
    {
        foreach (Contender contender in contenders) contender.WarmUp();
        double[] best = new double[contenders.Count];
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            Array.Fill(best, double.MaxValue);
            for (int pass = 0; pass < passes; pass++)
            {
                for (int i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], contenders[i].Pass());
            }

            for (int i = 0; i < best.Length; i++) contenders[i].Best.Add(best[i]);
        }
    }
}
