using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Chains;

/// <summary>What one queue's packets pass.</summary>
internal interface IPart : IDisposable
{
    Workload Workload { get; }

    /// <summary>True when all that was let in has left.</summary>
    bool IsDone { get; }

    /// <summary>Lets a round of the workload in.</summary>
    void Open();

    /// <summary>What is wrong with the answers so far, or null.</summary>
    string? Wrong();
}
