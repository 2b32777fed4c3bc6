using Microboxes.Host.Rings;

namespace Microboxes.Host.Dispatch;

/// <summary>One NF's commands on their way to its stack line.</summary>
/// <param name="ports">The NF's ports, as bits of the ring.</param>
internal sealed class FlowCommands(ulong ports) : IDisposable
{
    /// <summary>The queue between both.</summary>
    internal CommandQueue<FlowCommand> Queue { get; } = new();

    /// <summary>The NF's ports.</summary>
    internal ulong Ports => ports;

    /// <summary>The ports of the NFs ordered after it, which see nothing of a packet that it has dropped.</summary>
    internal ulong LaterPorts { get; set; }

    public void Dispose() => Queue.Dispose();
}
