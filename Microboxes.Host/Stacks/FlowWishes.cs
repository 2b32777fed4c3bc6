namespace Microboxes.Host.Stacks;

/// <summary>What NFs have asked about one flow.</summary>
internal struct FlowWishes
{
    /// <summary>Ports whose filters select the flow and that were released.</summary>
    internal ulong withheld;

    /// <summary>Who terminated the connection, a bit for each source of commands.</summary>
    internal ulong terminators;
}
