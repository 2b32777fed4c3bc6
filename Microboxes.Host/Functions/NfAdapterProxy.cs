using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>How control reaches an NF's adapter: every call only posts to its inbox, which its lane drains between two batches.</summary>
internal sealed class NfAdapterProxy(NfAdapter adapter, Inbox<NfCommand> inbox)
{
    /// <summary>The adapter's name.</summary>
    internal string Name => adapter.Name;

    /// <summary>Commands that found the inbox full.</summary>
    internal long Refused => inbox.Refused;

    /// <summary>Replaces the NF by another instance, attached and started; the task tells what became of it.</summary>
    internal Task<NfSwap> Replace(NetworkFunction next) => Replace(new NfReplacement(next));

    /// <summary>As above, for one that says more.</summary>
    internal Task<NfSwap> Replace(NfReplacement replacement)
    {
        if (!Post(replacement)) replacement.Refuse($"{Name} was not replaced because its inbox is full: try again.");
        return replacement.Done;
    }

    /// <summary>Takes the NF out for a reason that reports show.</summary>
    /// <returns>False when the inbox is full.</returns>
    internal bool TakeOut(string reason) => Post(new TakeOutCommand(reason));

    /// <summary>Takes the NF out as one that has failed.</summary>
    /// <returns>False when the inbox is full.</returns>
    internal bool Fail(string reason) => Post(new FailCommand(reason));

    /// <summary>Puts an instance in the place of one that has failed; the task tells whether it is at work.</summary>
    internal Task<bool> Restart(NetworkFunction next)
    {
        RestartCommand restart = new(next);
        if (!Post(restart)) restart.Refuse();
        return restart.Done;
    }

    /// <summary>Posts any other command.</summary>
    /// <returns>False when the inbox is full.</returns>
    internal bool Post(NfCommand command) => inbox.TryPost(command);
}
