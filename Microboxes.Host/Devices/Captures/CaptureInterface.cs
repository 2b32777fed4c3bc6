namespace Microboxes.Host.Devices.Captures;

/// <summary>What an Interface Description Block says about the packets that name it.</summary>
/// <param name="LinkType">LINKTYPE_ number.</param>
/// <param name="LinkLayer">What it means here.</param>
/// <param name="IsPeeled">Frames go through <see cref="LinkHeader"/>.</param>
/// <param name="SnapLength">Most bytes captured of a packet; 0 for no limit.</param>
/// <param name="Scale">Resolution and offset of its timestamps.</param>
internal readonly record struct CaptureInterface(int LinkType, LinkLayer LinkLayer, bool IsPeeled, uint SnapLength, TimestampScale Scale);
