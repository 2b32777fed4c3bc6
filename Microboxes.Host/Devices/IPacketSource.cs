using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>What a stack line polls: a device, or its queue behind the distributor.</summary>
internal unsafe interface IPacketSource
{
    /// <summary>
    /// Fills descriptors with up to <paramref name="limit"/> packets: data, length, wireLength, timestamp, lease, number, and what <see cref="PacketDescriptor.SetOrigin"/>
    /// sets. All other fields are left as they are.
    /// </summary>
    /// <returns>Packets delivered; 0 when none is there now.</returns>
    int Receive(PacketDescriptor* burst, int limit);

    /// <summary>True when no packet will ever come again: the end of a file or of a generator's work.</summary>
    bool IsExhausted { get; }

    /// <summary>Time of the newest packet so far, in nanoseconds: at the end of traffic every stack line's clock is moved on to it.</summary>
    long LastTimestamp => long.MinValue;

    /// <summary>True when packets come from outside at any time: whoever polls must not sleep, and <see cref="LastTimestamp"/> goes on without packets.</summary>
    bool IsLive => false;

    /// <summary>Where finalised packets go on to; null where packets are only listened to.</summary>
    IPacketSink? Sink => null;

    /// <summary>Gives a packet's bytes back; never called for lease 0.</summary>
    void Release(nint lease)
    {
    }

    /// <summary>The calling thread is the one that will receive and send from now on.</summary>
    void OnLaneStart()
    {
    }

    /// <summary>The calling thread will not any more.</summary>
    void OnLaneEnd()
    {
    }
}
