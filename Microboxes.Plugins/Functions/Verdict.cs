namespace Microboxes.Plugins.Functions;

/// <summary>What an inline NF decides about a packet. The strictest verdict of all NFs wins.</summary>
public enum Verdict
{
    /// <summary>Forward the packet unchanged.</summary>
    Pass = 0,

    /// <summary>The packet's bytes were changed by a declared writer: checksums are renewed, then it is forwarded.</summary>
    Modified = 1,

    /// <summary>Drop the packet.</summary>
    Drop = 2,

    /// <summary>Drop the packet and reset its connection both ways.</summary>
    Reset = 3,
}
