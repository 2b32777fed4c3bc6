namespace Microboxes.Host.Admin.Messages;

/// <summary>How a plane is.</summary>
internal sealed record StatusReply : AdminReply
{
    /// <summary>Version of the host.</summary>
    public required string Version { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>Seconds since it began to run.</summary>
    public double Seconds { get; init; }

    public long Packets { get; init; }

    public long Bytes { get; init; }

    public long Delivered { get; init; }

    /// <summary>Packets that were dropped, by the name of the reason.</summary>
    public IReadOnlyDictionary<string, long> Drops { get; init; } = new Dictionary<string, long>();

    /// <summary>How many plans it has run, the present one included.</summary>
    public int PlanGeneration { get; init; }

    public IReadOnlyList<string> Applications { get; init; } = [];

    public IReadOnlyList<DeviceStatus> Devices { get; init; } = [];

    public int StackLines { get; init; }

    /// <summary>Instances of network functions by status.</summary>
    public IReadOnlyDictionary<string, int> Functions { get; init; } = new Dictionary<string, int>();

    /// <summary>Old versions of plugins that could not leave memory.</summary>
    public int LeakedVersions { get; init; }

    /// <summary>What an operator should look at, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
