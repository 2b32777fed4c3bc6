namespace Microboxes.Host.Flows;

/// <summary>Facts about one end of a connection.</summary>
[Flags]
internal enum HalfFlags : byte
{
    None = 0,

    /// <summary>A packet of this end was seen, so its sequence numbers are known.</summary>
    Seen = 1,

    /// <summary>This end's SYN was seen: <see cref="HalfConnection.streamBase"/> is exact and the window scale known.</summary>
    Syn = 2,

    /// <summary>This end sent a FIN.</summary>
    Fin = 4,

    /// <summary>The peer's FIN reached this end in order.</summary>
    FinReceived = 8,

    /// <summary>This end has advertised a window.</summary>
    Window = 16,

    /// <summary>The window scale option was on this end's SYN (RFC 7323 §2.2: scaling holds when it was on both).</summary>
    Scaling = 32,

    /// <summary>The newest bytes of the stream are kept for readers, so its segments never go the shortest way.</summary>
    Retained = 64,
}
