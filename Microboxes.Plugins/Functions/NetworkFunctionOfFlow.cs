using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>An NF with state of its own for every flow, kept by the host and zero when a flow is new.</summary>
/// <typeparam name="TFlow">An unmanaged struct: it survives a reload of the NF.</typeparam>
public abstract unsafe class NetworkFunction<TFlow> : NetworkFunction
    where TFlow : unmanaged
{
    private FlowStateMemory memory = FlowStateMemory.None;

    /// <inheritdoc/>
    protected internal sealed override int FlowStateSize => sizeof(TFlow);

    /// <summary>This NF's state of an event's flow. Valid until the handler returns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ref TFlow StateOf(in Event e) => ref Unsafe.AsRef<TFlow>(memory.StateOf(e.flow));

    private protected sealed override void AttachFlowStates(FlowStateMemory? supplied) => memory = supplied ?? FlowStateMemory.None;
}
