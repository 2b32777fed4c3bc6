namespace Microboxes.Host.Admin.Remote;

/// <summary>An operator's end wants to know the first thing that went wrong, instead of waiting for an answer that cannot come.</summary>
internal sealed class FirstRefusal : IRefusalJournal
{
    private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<string> First => first.Task;

    /// <summary>How long an answer may still take after something went wrong.</summary>
    internal TimeSpan Grace { get; } = TimeSpan.FromSeconds(2);

    public void Judged(string peer, string? name, string? fault)
    {
        if (fault != null) first.TrySetResult(fault);
    }

    public void Refused(string peer, string what) => first.TrySetResult(what);
}
