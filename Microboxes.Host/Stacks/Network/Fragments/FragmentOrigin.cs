namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// What the fragments of a datagram had that the whole has not, kept in front of its bytes: with it a box that forwards cuts the datagram as its sender had.
/// </summary>
internal unsafe struct FragmentOrigin
{
    /// <summary>Room for this in front of a datagram, so that the datagram begins at a cache line.</summary>
    internal const int Size = 128;

    internal const int MaxLinkLength = 96;

    /// <summary>Length of the link-layer header; -1 where it was too long to keep.</summary>
    internal int linkLength;

    /// <summary>The longest fragment, its IP header included: a path that took it takes others as long.</summary>
    internal int largest;

    internal uint identification;

    /// <summary>Bytes that every fragment repeats, and the offset in them of the field that names what follows (IPv6).</summary>
    internal ushort headerLength;
    internal ushort nextHeaderField;

    /// <summary>Link-layer header of the fragment that came last.</summary>
    internal fixed byte link[MaxLinkLength];

    /// <summary>The origin of a datagram that was put together.</summary>
    internal static FragmentOrigin* Of(byte* datagram) => (FragmentOrigin*)(datagram - Size);
}
