using System.Globalization;
using System.Net;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.L4LoadBalancer;

/// <summary>A server behind the balancer.</summary>
/// <param name="Text">As the operator wrote it; it decides which slots of the table the server prefers.</param>
/// <param name="Address">Its address in network byte order, 4 or 16 bytes.</param>
/// <param name="Port">Its port.</param>
/// <param name="Weight">Its share of new connections relative to the others.</param>
internal sealed record Backend(string Text, byte[] Address, int Port, int Weight)
{
    private const int MostWeight = 100;

    /// <summary>Reads "10.0.0.1:80", "[fd00::1]:80" or either with "weight 3" behind it.</summary>
    /// <exception cref="NfConfigurationException">It is written differently.</exception>
    internal static Backend Parse(string name, string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int weight = 1;
        bool isRight = words.Length is 1 or 3 && IPEndPoint.TryParse(words[0], out _) && words[0].Contains(':', StringComparison.Ordinal);
        if (isRight && words.Length == 3)
            isRight = words[1] == "weight" && int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out weight) && weight is > 0 and <= MostWeight;
        IPEndPoint? end = isRight ? IPEndPoint.Parse(words[0]) : null;
        if (end == null || end.Port == 0) throw new NfConfigurationException($"{name} is '{text}': write ADDRESS:PORT, with 'weight N' behind it where N from 1 to {MostWeight} is not 1.");
        return new(words[0], end.Address.GetAddressBytes(), end.Port, weight);
    }
}
