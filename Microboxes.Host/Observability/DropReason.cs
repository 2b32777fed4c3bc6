namespace Microboxes.Host.Observability;

/// <summary>
/// Why a packet was not delivered. Every packet a device delivers is counted exactly once: as delivered, or under one of these.
/// </summary>
internal enum DropReason
{
    /// <summary>The frame ends inside a header.</summary>
    TruncatedHeader,

    /// <summary>The link layer, or the payload it announces, is not one that Microboxes reads.</summary>
    UnknownLinkLayer,

    /// <summary>Neither IPv4 nor IPv6: ARP, LLDP and so on.</summary>
    NotIp,

    /// <summary>The IP header contradicts itself or the frame.</summary>
    BadIpHeader,

    /// <summary>The IPv4 header checksum is wrong.</summary>
    BadIpChecksum,

    /// <summary>The transport header contradicts itself or the datagram.</summary>
    BadTransportHeader,

    /// <summary>The TCP, UDP or ICMP checksum is wrong.</summary>
    BadTransportChecksum,

    /// <summary>An extension header chain that is too long or out of order.</summary>
    BadExtensionHeader,

    /// <summary>A fragment whose bytes went on in a datagram that another fragment completed.</summary>
    FragmentMerged,

    /// <summary>A fragment of a datagram that was not completed in time.</summary>
    FragmentTimeout,

    /// <summary>A fragment that contradicts its datagram or makes it too large.</summary>
    FragmentInvalid,

    /// <summary>A fragment refused because the memory for fragments was full.</summary>
    FragmentMemory,

    /// <summary>A fragment still waiting when the traffic ended.</summary>
    FragmentIncomplete,

    /// <summary>An inline NF dropped the packet.</summary>
    Verdict,

    /// <summary>An NF reset the connection; this packet belonged to it.</summary>
    Reset,

    /// <summary>The packet came before bytes that its stream lacks, and waits until an NF that writes to the stream has seen its own: for ever, where they never came.</summary>
    HeldForWriter,

    /// <summary>The packet came after an NF had terminated its connection.</summary>
    Terminated,

    /// <summary>The device said that the packet was received with an error.</summary>
    DeviceError,

    /// <summary>The packet reached the device and was overwritten before anybody polled it.</summary>
    DeviceMissed,

    /// <summary>The device had no buffer to receive the packet into.</summary>
    DeviceNoBuffer,

    /// <summary>The port to send on had no room.</summary>
    TransmitFull,

    /// <summary>The packet could not be sent as it is: too long for the port, or nowhere to go.</summary>
    TransmitImpossible,
}
