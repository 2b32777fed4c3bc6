namespace Microboxes.Plugins.Functions;

/// <summary>What the handlers of a port change. Writers run one after the other, and before every reader that is ordered after them.</summary>
[Flags]
public enum PortWrites
{
    /// <summary>Nothing: a reader, which runs in parallel with other readers.</summary>
    None = 0,

    /// <summary>The packet's headers.</summary>
    Header = 1,

    /// <summary>The packet's payload, byte for byte.</summary>
    Payload = 2,

    /// <summary>Bytes of a stream, byte for byte; the same change is made to retransmissions.</summary>
    Stream = 4,
}
