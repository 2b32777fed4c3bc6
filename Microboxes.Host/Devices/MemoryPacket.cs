namespace Microboxes.Host.Devices;

/// <summary>One packet of a <see cref="MemoryDevice"/>: what its descriptor will say. 32 bytes.</summary>
internal unsafe struct MemoryPacket
{
    internal byte* data;
    internal long timestamp;
    internal int length;
    internal int wireLength;
    internal ushort port;
    internal byte linkLayer;
}
