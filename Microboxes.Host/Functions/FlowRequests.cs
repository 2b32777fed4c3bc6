using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Turns what one NF asks about single flows into commands to its stack line. On the NF's lane.</summary>
internal sealed unsafe class FlowRequests(FlowCommands commands) : IFlowRequests
{
    private NfContext* context;
    private ushort number;

    /// <summary>Sets where the event at hand is to be found. Before the first event.</summary>
    internal void Attach(NfContext* shared) => context = shared;

    public void Release(ulong flow, ulong ports) => Add(FlowCommandKind.Release, flow, ports);

    public ushort Subscribe(ulong flow, ulong ports)
    {
        number++;
        Add(FlowCommandKind.Subscribe, flow, ports);
        return number;
    }

    public void Terminate(ulong flow) => Add(FlowCommandKind.Terminate, flow, 0);

    private void Add(FlowCommandKind kind, ulong flow, ulong ports) =>
        commands.Queue.Add(new() { kind = kind, flow = flow, ports = ports, cause = context->Cause, number = number });
}
