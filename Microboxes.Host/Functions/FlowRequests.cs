using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Functions;

/// <summary>Turns what one NF asks about single flows into commands to its stack line. On the NF's lane.</summary>
internal sealed unsafe class FlowRequests(FlowCommands commands, WritePorts writes) : IFlowRequests
{
    private NfContext* context;
    private TerminatedFlows? terminated;
    private PacketEdits? edits;
    private ushort number;
    private volatile bool retired;

    /// <summary>The same for the instance that takes this one's place; what this one's still asks is ignored.</summary>
    internal FlowRequests Renew()
    {
        retired = true;
        return new(commands, writes) { terminated = terminated, edits = edits };
    }

    /// <summary>Sets where the event at hand is to be found. Before the first event.</summary>
    internal void Attach(NfContext* shared) => context = shared;

    public IPacketEdits? Edits => retired ? null : edits;

    /// <summary>For an inline NF whose ports declare that it writes: what it changes, for its adapters to complete. Null for others.</summary>
    internal PacketEdits? Write(NfRing line, PacketWindow packets, int flowCapacity)
    {
        if (!writes.Any || line.Context->verdicts == null) return null;
        packets.KeepCopies();
        return edits ??= new(line, packets, writes, flowCapacity);
    }

    public void Release(ulong flow, ulong ports) => Add(FlowCommandKind.Release, flow, ports);

    public ushort Subscribe(ulong flow, ulong ports)
    {
        number++;
        Add(FlowCommandKind.Subscribe, flow, ports);
        return number;
    }

    public void Terminate(ulong flow)
    {
        if (retired) return;
        if (terminated == null || !IsInTable(flow) || terminated.TryAdd(flow, context->Cause)) Add(FlowCommandKind.Terminate, flow, 0);
    }

    /// <summary>For an inline NF that terminates connections: those it has terminated, for its adapters to judge their later packets. Null for others.</summary>
    internal TerminatedFlows? Judge(NfRing line, int flowCapacity) =>
        commands.Terminates && line.Context->verdicts != null ? terminated ??= new(commands, line, flowCapacity) : null;

    // A flow that is gone may have left its place to another.
    private bool IsInTable(ulong flow) => *(uint*)(context->flows + ((long)(uint)flow * context->flowStride) + FlowKey.Size) == (uint)(flow >> 32);

    private void Add(FlowCommandKind kind, ulong flow, ulong ports)
    {
        if (!retired) commands.Queue.Add(new() { kind = kind, flow = flow, ports = ports, cause = context->Cause, number = number });
    }
}
