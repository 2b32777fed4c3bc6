using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Testing.Functions;

/// <summary>Keeps what an NF asks about single flows.</summary>
internal sealed class RecordingRequests(int firstPort) : IFlowRequests
{
    private ushort number;

    internal List<(FlowId Flow, ulong Ports)> Released { get; } = [];

    internal List<(FlowId Flow, ulong Ports)> Subscribed { get; } = [];

    internal List<FlowId> Terminated { get; } = [];

    public IPacketEdits? Edits { get; init; }

    public void Release(ulong flow, ulong ports) => Released.Add((new(flow), ports >> firstPort));

    public ushort Subscribe(ulong flow, ulong ports)
    {
        Subscribed.Add((new(flow), ports >> firstPort));
        return ++number;
    }

    public void Terminate(ulong flow) => Terminated.Add(new(flow));
}
