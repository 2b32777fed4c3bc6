using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Memory;
using Microboxes.Host.Stacks.Monitor;

namespace Microboxes.Host.Stacks;

/// <summary>
/// What NFs ask about single flows, done between two bursts: a released flow's ports leave its mask, so that it costs no event, and no reassembly when nobody reads
/// its streams any more; they come back with a SUBSCRIBED that says from where on.
/// </summary>
internal sealed unsafe class FlowControl(FlowTable table, EventPublisher publisher, FlowEvents events, TcpMonitor monitor, StreamReassembly streams) : IDisposable
{
    private readonly List<FlowCommands> opened = [];
    private FlowCommands[] sources = [];
    private NativeRegion? withheldMemory;
    private ulong* withheld;

    /// <summary>Commands about flows that were gone.</summary>
    internal long Stale { get; private set; }

    /// <summary>Commands done.</summary>
    internal long Taken { get; private set; }

    /// <summary>The way of one NF's commands. Before the first packet only.</summary>
    /// <param name="ports">The NF's ports, as bits of the ring.</param>
    internal FlowCommands Open(ulong ports)
    {
        FlowCommands commands = new(ports);
        opened.Add(commands);
        sources = [.. opened];
        if (withheldMemory == null) withheld = (ulong*)(withheldMemory = new((long)table.RecordCount * sizeof(ulong))).Start;
        return commands;
    }

    /// <summary>Forgets what was said about the last flow in a record's place.</summary>
    internal void Begin(FlowRecord* flow)
    {
        if (withheld != null) withheld[table.IndexOf(flow)] = 0;
    }

    /// <summary>Does what was asked so far.</summary>
    /// <param name="now">The line's clock.</param>
    /// <param name="mayRaise">False while the line may raise nothing: subscriptions then wait.</param>
    /// <returns>Commands done.</returns>
    internal int Take(long now, bool mayRaise)
    {
        int done = 0;
        foreach (FlowCommands source in sources)
        {
            while (source.Queue.TryPeek(out FlowCommand command))
            {
                if (command.kind == FlowCommandKind.Subscribe && !(mayRaise && publisher.HasRoom(1))) break;
                Do(source, in command, now);
                source.Queue.Remove();
                done++;
            }
        }

        if (done > 0) Taken += done;
        return done;
    }

    public void Dispose()
    {
        foreach (FlowCommands commands in opened) commands.Dispose();
        withheldMemory?.Dispose();
    }

    private void Do(FlowCommands source, in FlowCommand command, long now)
    {
        FlowRecord* flow = table.Records + (uint)command.flow;
        if ((uint)command.flow >= table.RecordCount || flow->generation != (uint)(command.flow >> 32) || !table.IsOpen(flow))
        {
            Stale++;
            return;
        }

        switch (command.kind)
        {
            case FlowCommandKind.Release:
                Release(flow, command.ports);
                break;
            case FlowCommandKind.Subscribe:
                Subscribe(flow, source, in command, now);
                break;
        }
    }

    private void Release(FlowRecord* flow, ulong ports)
    {
        withheld[table.IndexOf(flow)] |= flow->mask & ports;
        flow->mask &= ~ports;
        if (!flow->HasStreams || (flow->mask & publisher.Subscriptions.StreamPorts) != 0) return;
        streams.Pause(flow);
        monitor.Reconsider(flow);
    }

    private void Subscribe(FlowRecord* flow, FlowCommands source, in FlowCommand command, long now)
    {
        ulong* withheldHere = withheld + table.IndexOf(flow);
        ulong back = *withheldHere & command.ports;
        if (back == 0) return;
        *withheldHere &= ~back;
        flow->mask |= back;
        if (flow->HasTcpState && (back & publisher.Subscriptions.StreamPorts) != 0)
        {
            if (!flow->HasStreams) streams.Resume(flow);
            monitor.Reconsider(flow);
        }

        ulong told = publisher.Subscriptions.Of(EventKind.Subscribed, 0) & source.Ports;
        events.RaiseSubscribed(flow, back | told, command.number, now);
    }
}
