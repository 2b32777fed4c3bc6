using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

/// <summary>
/// The obviously correct stream: an array of bytes and a log of every segment as it was sent. A byte that is there stays
/// when any logged segment that covers it is favoured over the arriving one.
/// </summary>
internal sealed class StreamModel(OverlapPolicy policy, int capacity)
{
    private readonly byte?[] bytes = new byte?[capacity];
    private readonly List<(int Begin, int End)> segments = [];

    internal void Arrive(int begin, ReadOnlySpan<byte> data)
    {
        int end = begin + data.Length;
        for (int i = 0; i < data.Length; i++)
        {
            int at = begin + i;
            bool kept = segments.Exists(s => s.Begin <= at && at < s.End && !OverlapTable.ArrivingWins(policy, begin, end, s.Begin, s.End));
            if (!kept) bytes[at] = data[i];
        }

        segments.Add((begin, end));
    }

    internal int Frontier => Array.FindIndex(bytes, b => b == null) is var gap and >= 0 ? gap : bytes.Length;

    internal byte?[] Contents() => bytes[..(Array.FindLastIndex(bytes, b => b != null) + 1)];
}
