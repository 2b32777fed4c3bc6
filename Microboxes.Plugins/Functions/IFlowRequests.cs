namespace Microboxes.Plugins.Functions;

/// <summary>What an NF asks of its stack line about single flows and packets. Nothing here waits: the line does it between two bursts, and ignores what is about a flow that is gone.</summary>
internal interface IFlowRequests
{
    /// <summary>No more events of a flow to <paramref name="ports"/>, bits of the ring.</summary>
    void Release(ulong flow, ulong ports);

    /// <summary>Events of a flow to <paramref name="ports"/> again, from a SUBSCRIBED on.</summary>
    /// <returns>The number that SUBSCRIBED will carry.</returns>
    ushort Subscribe(ulong flow, ulong ports);

    /// <summary>What it writes; null where none of its ports declares that it does.</summary>
    IPacketEdits? Edits { get; }

    /// <summary>Reset a connection both ways and drop every packet of it after the event at hand.</summary>
    void Terminate(ulong flow);
}
