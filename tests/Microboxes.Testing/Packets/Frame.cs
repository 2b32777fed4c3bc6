using Microboxes.Host.Devices;

namespace Microboxes.Testing.Packets;

/// <summary>A captured frame as a value. Mutations make new ones and leave the bytes of old ones alone.</summary>
internal sealed record Frame(byte[] Bytes, long Timestamp, LinkLayer LinkLayer = LinkLayer.Ethernet, int WireLength = 0)
{
    /// <summary>True when the capture cut the frame.</summary>
    internal bool IsCut => WireLength > Bytes.Length;
}
