namespace Microboxes.Paper.Figures;

/// <summary>How much of everything: enough for figures, or just enough to see that it works.</summary>
/// <param name="Repetitions">Interleaved repetitions of every row.</param>
/// <param name="Passes">Passes of a repetition, of which the best counts.</param>
/// <param name="Requests64">Requests of a connection that asks for objects of 64 bytes.</param>
/// <param name="Requests8K">Requests of a connection that asks for objects of 8 KB.</param>
/// <param name="Flows">Connections, all open at a time.</param>
/// <param name="TracePackets">Packets of a recorded trace.</param>
internal sealed record Scale(int Repetitions, int Passes, int Requests64, int Requests8K, int Flows, long TracePackets)
{
    internal static Scale Full { get; } = new(5, 4, 10, 2, 4000, 200_000);

    internal static Scale Smoke { get; } = new(2, 1, 1, 1, 100, 2000);
}
