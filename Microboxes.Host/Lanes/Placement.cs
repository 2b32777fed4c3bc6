namespace Microboxes.Host.Lanes;

/// <summary>How duty cycles are spread over threads. The same code runs in all of them.</summary>
internal enum Placement
{
    /// <summary>Dedicated while there are cores enough, else packed.</summary>
    Auto,

    /// <summary>One lane per duty cycle.</summary>
    Dedicated,

    /// <summary>As many lanes as cores.</summary>
    Packed,

    /// <summary>No lanes: the caller's thread steps every duty cycle in turn.</summary>
    Inline,
}
