using Microboxes.Host.Rings;

namespace Microboxes.Host.Dispatch;

/// <summary>One NF's commands on their way to its stack line.</summary>
/// <param name="ports">The NF's ports, as bits of the ring.</param>
/// <param name="terminates">Whether the NF declares that it terminates connections.</param>
internal sealed class FlowCommands(ulong ports, bool terminates) : IDisposable
{
    private long ended;
    private long endedAt = Sequence.Initial;

    /// <summary>The queue between both.</summary>
    internal CommandQueue<FlowCommand> Queue { get; } = new();

    /// <summary>The NF's ports.</summary>
    internal ulong Ports => ports;

    internal bool Terminates => terminates;

    /// <summary>Connections that the NF terminated and that have ended.</summary>
    internal long Ended => Volatile.Read(ref ended);

    /// <summary>No event later than this is about any of those; read after <see cref="Ended"/>.</summary>
    internal long EndedAt => Volatile.Read(ref endedAt);

    /// <summary>Notes the end of a connection that the NF terminated. Stack line only.</summary>
    internal void CountEnded(long sequence)
    {
        Volatile.Write(ref endedAt, sequence);
        Volatile.Write(ref ended, ended + 1);
    }

    public void Dispose() => Queue.Dispose();
}
