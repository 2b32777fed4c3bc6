namespace Microboxes.Host.Configuration;

/// <summary>What becomes of the packets that a live device receives.</summary>
internal enum DeviceMode
{
    /// <summary>Forwarded where there are two ports, listened to where there is one.</summary>
    Auto,

    /// <summary>Listened to only; nothing is ever sent.</summary>
    Mirror,

    /// <summary>Forwarded from either port to the other, unseen by both sides.</summary>
    Inline,

    /// <summary>Forwarded by IP destination; the ports own addresses.</summary>
    Routed,
}
