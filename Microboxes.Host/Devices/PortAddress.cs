namespace Microboxes.Host.Devices;

/// <summary>What a port is on its link.</summary>
/// <param name="Mac">Its six-byte address.</param>
/// <param name="Mtu">Longest IP packet the link takes.</param>
internal sealed record PortAddress(byte[] Mac, int Mtu);
