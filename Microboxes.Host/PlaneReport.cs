namespace Microboxes.Host;

/// <summary>What a plane did so far.</summary>
internal sealed record PlaneReport
{
    /// <summary>Packets that devices delivered.</summary>
    public long Packets { get; init; }

    /// <summary>Bytes of those packets, as captured.</summary>
    public long Bytes { get; init; }

    /// <summary>Packets that went through a stack to its end.</summary>
    public long Delivered { get; init; }

    /// <summary>All others, by the name of the reason.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Drops { get; init; } = [];

    /// <summary>Share of the work done, 0 to 1; negative where no device can know.</summary>
    public double Progress { get; init; } = -1;

    /// <summary>Time since the plane began to run, until now or until it ended.</summary>
    public TimeSpan Elapsed { get; init; }

    public IReadOnlyList<DeviceReport> Devices { get; init; } = [];

    public IReadOnlyList<StackLineReport> StackLines { get; init; } = [];

    public IReadOnlyList<FunctionReport> Functions { get; init; } = [];

    /// <summary>Plugins of a plane that follows their files; empty for others.</summary>
    public IReadOnlyList<PluginReport> Plugins { get; init; } = [];
}
