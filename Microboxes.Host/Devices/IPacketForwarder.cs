using Microboxes.Host.Lanes;

namespace Microboxes.Host.Devices;

/// <summary>Passes packets between a device's ports without looking at them: what is left of forwarding where no application gets the traffic.</summary>
internal interface IPacketForwarder : IDutyCycle
{
    /// <summary>Packets passed on.</summary>
    long Delivered { get; }

    /// <summary>Packets that a port did not take.</summary>
    long Refused { get; }

    /// <summary>Bytes of the packets received, as far as the ports count them.</summary>
    long Bytes { get; }

    /// <summary>Asks it to end. Any thread may ask.</summary>
    void RequestStop();
}
