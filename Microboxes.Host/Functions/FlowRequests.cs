using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Turns what one NF asks about single flows into commands to its stack line. On the NF's lane.</summary>
internal sealed unsafe class FlowRequests(FlowCommands commands) : IFlowRequests
{
    private NfContext* context;
    private ushort number;
    private volatile bool retired;

    /// <summary>The same for the instance that takes this one's place; what this one's still asks is ignored.</summary>
    internal FlowRequests Renew()
    {
        retired = true;
        return new(commands);
    }

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

    private void Add(FlowCommandKind kind, ulong flow, ulong ports)
    {
        if (!retired) commands.Queue.Add(new() { kind = kind, flow = flow, ports = ports, cause = context->Cause, number = number });
    }
}
