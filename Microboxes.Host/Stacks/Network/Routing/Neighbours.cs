namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>Who is known on the ports' links. Bounded: beyond that nobody new is asked for.</summary>
internal sealed class Neighbours
{
    private const int Most = 4096;
    private readonly Dictionary<(UInt128 Address, ushort Port), Neighbour> all = [];

    internal Neighbour? FindOrAdd(UInt128 address, ushort port)
    {
        if (all.TryGetValue((address, port), out Neighbour? neighbour)) return neighbour;
        if (all.Count == Most) return null;
        neighbour = new();
        all.Add((address, port), neighbour);
        return neighbour;
    }

    /// <summary>Notes a MAC.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="port">Where.</param>
    /// <param name="mac">Six bytes.</param>
    /// <param name="now">Now.</param>
    /// <param name="adds">Whether somebody not asked for is worth noting.</param>
    /// <returns>The neighbour, whose waiting frames can go now.</returns>
    internal unsafe Neighbour? Learn(UInt128 address, ushort port, byte* mac, long now, bool adds)
    {
        if (!all.TryGetValue((address, port), out Neighbour? neighbour))
        {
            neighbour = adds ? FindOrAdd(address, port) : null;
            if (neighbour == null) return null;
        }

        new ReadOnlySpan<byte>(mac, 6).CopyTo(neighbour.Mac);
        neighbour.IsKnown = true;
        neighbour.Confirmed = now;
        return neighbour;
    }
}
