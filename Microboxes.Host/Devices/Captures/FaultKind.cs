namespace Microboxes.Host.Devices.Captures;

/// <summary>How bad a fault in a capture file is.</summary>
internal enum FaultKind
{
    /// <summary>The last record is cut short: the capturing program was stopped, or the copy was. Worth a warning.</summary>
    Truncated,

    /// <summary>The file contradicts itself. An error: what follows cannot be read.</summary>
    Corrupt,
}
