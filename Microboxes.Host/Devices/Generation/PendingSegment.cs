namespace Microboxes.Host.Devices.Generation;

/// <summary>A data segment still to be sent: for the first time because it was overtaken, or again.</summary>
internal struct PendingSegment
{
    internal long offset;
    internal int length;

    /// <summary>Bytes in front of it that may be sent again with it.</summary>
    internal int extension;

    /// <summary>The step of its connection at which it is due.</summary>
    internal int due;

    /// <summary>The receiver has it already: acknowledgments do not wait for it.</summary>
    internal bool isCopy;

    internal bool carriesFin;
}
