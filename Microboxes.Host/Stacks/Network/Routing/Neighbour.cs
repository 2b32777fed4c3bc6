namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>Somebody on a port's link: the MAC once it is known, and the frames that wait for it until then.</summary>
internal sealed class Neighbour
{
    /// <summary>Frames that may wait; ARP asks for one at least (RFC 1122 2.3.2.2).</summary>
    internal const int MostWaiting = 32;

    internal byte[] Mac { get; } = new byte[6];

    internal bool IsKnown { get; set; }

    /// <summary>When it was asked for last, and confirmed last, in nanoseconds.</summary>
    internal long Asked { get; set; } = long.MinValue / 2;

    internal long Confirmed { get; set; }

    internal List<byte[]> Waiting { get; } = [];
}
