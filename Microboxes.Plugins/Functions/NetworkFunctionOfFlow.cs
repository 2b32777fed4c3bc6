using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>An NF with state of its own for every flow, kept by the host and zero when a flow is new.</summary>
/// <typeparam name="TFlow">An unmanaged struct: it survives a reload of the NF.</typeparam>
public abstract unsafe class NetworkFunction<TFlow> : NetworkFunction, IFlowStateMigration
    where TFlow : unmanaged
{
    private FlowStateMemory memory = FlowStateMemory.None;

    /// <inheritdoc/>
    protected internal sealed override int FlowStateSize => sizeof(TFlow);

    /// <summary>This NF's state of an event's flow. Valid until the handler returns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ref TFlow StateOf(in Event e) => ref Unsafe.AsRef<TFlow>(memory.StateOf(e.flow));

    /// <summary>
    /// Called where this version lays its flow state out otherwise than the one it replaced: once for each open flow, before the handler of the flow's next event.
    /// Without an override such a version is refused.
    /// </summary>
    /// <param name="previous">The state as the other version left it.</param>
    /// <param name="writtenBy">The assembly version of the plugin that laid it out.</param>
    /// <param name="flow">The state to fill in; zero.</param>
    protected virtual void MigrateFlow(ReadOnlySpan<byte> previous, Version writtenBy, ref TFlow flow)
    {
    }

    int IFlowStateMigration.FlowStateSize => sizeof(TFlow);

    void IFlowStateMigration.Migrate(ReadOnlySpan<byte> previous, Version writtenBy, void* state) => MigrateFlow(previous, writtenBy, ref *(TFlow*)state);

    private protected sealed override void AttachFlowStates(FlowStateMemory? supplied) => memory = supplied ?? FlowStateMemory.None;
}
