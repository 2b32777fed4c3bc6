using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>One TCP segment that a generated connection sends.</summary>
internal struct Segment
{
    internal End sender;
    internal TcpFlags flags;
    internal uint sequence;
    internal uint acknowledgment;

    /// <summary>Where the payload stands in the sender's stream.</summary>
    internal long offset;

    /// <summary>Payload bytes.</summary>
    internal int length;
}
