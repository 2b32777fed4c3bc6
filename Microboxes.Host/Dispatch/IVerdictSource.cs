using Microboxes.Host.Rings;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Dispatch;

/// <summary>An inline NF as the stack line that waits for it sees it.</summary>
internal interface IVerdictSource
{
    /// <summary>The last event the NF is done with.</summary>
    Sequence Passed { get; }

    /// <summary>Sequence of the last event it did not simply pass.</summary>
    long LastVerdict { get; }

    /// <summary>Its verdict about an event it has passed.</summary>
    Verdict VerdictOf(long sequence);

    /// <summary>Clears the verdicts up to a sequence that every consumer has passed, for the slots' next use.</summary>
    void ForgetVerdicts(long gate);
}
