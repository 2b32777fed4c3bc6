using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary><c>host</c> and <c>net</c>: an end's address begins with given bits. An address is never within a network of the other IP version.</summary>
internal sealed class AddressWithin : FlowFilter
{
    private readonly Ends ends;
    private readonly byte[] network;
    private readonly int wholeBytes;
    private readonly byte partMask;

    /// <param name="ends">The ends to look at.</param>
    /// <param name="network">4 or 16 bytes.</param>
    /// <param name="length">Bits that count, from the first.</param>
    internal AddressWithin(Ends ends, byte[] network, int length)
    {
        this.ends = ends;
        this.network = network;
        wholeBytes = length / 8;
        partMask = (byte)(0xFF00 >> (length % 8));
    }

    internal override bool Selects(in FlowKey key) =>
        ((ends & Ends.Client) != 0 && IsWithin(key.AddressBytes(End.Client))) || ((ends & Ends.Server) != 0 && IsWithin(key.AddressBytes(End.Server)));

    private bool IsWithin(ReadOnlySpan<byte> address)
    {
        if (address.Length != network.Length) return false;
        if (!address[..wholeBytes].SequenceEqual(network.AsSpan(0, wholeBytes))) return false;
        return partMask == 0 || ((address[wholeBytes] ^ network[wholeBytes]) & partMask) == 0;
    }
}
