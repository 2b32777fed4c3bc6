namespace Microboxes.Paper.Workloads;

/// <summary>Says how far a reader of a workload may go: a pass that was started, the stage before it, or a clock.</summary>
internal interface IRelease
{
    /// <summary>Packets that may have been taken by now, from the beginning of time.</summary>
    long Released { get; }
}
