using System.Globalization;
using Microboxes.Host.Devices;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Traces;

/// <summary>Both reassemblers' bytes and CRC-32 of every connection, side by side.</summary>
/// <param name="Ours">Bytes we deliver up to each direction's first gap.</param>
/// <param name="BehindGaps">Bytes we deliver behind a gap.</param>
/// <param name="Compared">Connections of libnids.</param>
/// <param name="Equal">Those of them with equal bytes and CRC-32 in both directions.</param>
/// <param name="EqualCompleted">The same, of those that libnids saw closed.</param>
/// <param name="Completed">Connections that libnids saw closed.</param>
/// <param name="FirstDifference">One that differs, or null.</param>
internal sealed record CrcComparison(long Ours, long BehindGaps, int Compared, int Equal, int Completed, int EqualCompleted, string? FirstDifference)
{
    internal static CrcComparison Of(MemoryDevice trace, string? nidsCrc, string file)
    {
        CrcFunction function = new();
        TracePlane.Run(trace, function);
        Dictionary<string, Connection> connections = function.Connections;
        CrcComparison sums = new(
            connections.Values.Sum(c => c.Client.Bytes + c.Server.Bytes), connections.Values.Sum(c => c.Client.BytesBehindGap + c.Server.BytesBehindGap), 0, 0, 0, 0, null);
        return nidsCrc == null ? sums : sums.With(connections, Child.Output(nidsCrc, file).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private CrcComparison With(Dictionary<string, Connection> connections, string[] lines)
    {
        int equal = 0, completed = 0, equalCompleted = 0;
        string? difference = null;
        foreach (string line in lines)
        {
            string[] fields = line.Split(' ');
            string key = string.Join(' ', fields[..3]);
            Connection? connection = connections.GetValueOrDefault(key);
            bool isEqual = connection != null && Show(connection.Client) == $"{fields[4]} {fields[5]}" && Show(connection.Server) == $"{fields[6]} {fields[7]}";
            bool isCompleted = fields[3] == "C";
            if (isEqual) equal++;
            else if (difference == null || isCompleted) difference = line + (connection == null ? ", unknown to us" : $", ours {Show(connection.Client)} {Show(connection.Server)}");
            if (isCompleted) completed++;
            if (isEqual && isCompleted) equalCompleted++;
        }

        return this with { Compared = lines.Length, Equal = equal, Completed = completed, EqualCompleted = equalCompleted, FirstDifference = difference };
    }

    private static string Show(CrcHalf half) => string.Create(CultureInfo.InvariantCulture, $"{half.Bytes} {half.Crc:x8}");
}
