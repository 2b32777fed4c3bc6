using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Plugins.Streams;

/// <summary>Where stream bytes can be read by offset.</summary>
internal interface IStreamSource
{
    /// <summary>Copies retained bytes below the event's frontier.</summary>
    /// <param name="e">The event being handled: it says the flow, and nothing behind its frontier is shown.</param>
    /// <param name="sender">Whose stream.</param>
    /// <param name="offset">First byte wanted, from the stream's first, modulo 2^32.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>Bytes copied.</returns>
    int Read(in Event e, End sender, uint offset, Span<byte> destination);
}
