namespace Microboxes.Plugins.Functions;

/// <summary>An NF that can take per-flow states over from a version that laid them out otherwise.</summary>
internal unsafe interface IFlowStateMigration
{
    /// <summary>Bytes of a state as the NF lays it out.</summary>
    int FlowStateSize { get; }

    /// <summary>Fills in a state, which is zero, from what another version left.</summary>
    void Migrate(ReadOnlySpan<byte> previous, Version writtenBy, void* state);
}
