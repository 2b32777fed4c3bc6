using System.Net;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"host 10.0.0.1" and "net 10.0.0.0/8": at either end.</summary>
internal sealed class NetworkFilter(IPAddress address, int prefix) : FlowFilter
{
    private readonly byte[] network = address.GetAddressBytes();

    internal override bool Selects(in FlowKey key) => Contains(key.AddressBytes(End.Client)) || Contains(key.AddressBytes(End.Server));

    private bool Contains(ReadOnlySpan<byte> candidate)
    {
        if (candidate.Length != network.Length) return false;
        int whole = prefix / 8, bits = prefix % 8;
        if (!candidate[..whole].SequenceEqual(network.AsSpan(0, whole))) return false;
        return bits == 0 || (candidate[whole] ^ network[whole]) >> (8 - bits) == 0;
    }
}
