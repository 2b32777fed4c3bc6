using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Control.Reloading;
using Microboxes.Host.Loading;

namespace Microboxes.Host.Control;

/// <summary>Carries out an operator's commands about plugins.</summary>
internal sealed class PluginAdmin(LivePlugins plugins)
{
    internal ChangeReply Reload(string function)
    {
        string before = EntryOf(function).Last?.Number ?? "";
        Attempt(() => plugins.Reload(function));
        string after = EntryOf(function).Last?.Number ?? "";
        return new(before == after ? $"{function} {after} was reloaded." : $"{function} was reloaded: version {before} gave way to {after}.", []);
    }

    internal ChangeReply Enable(string function)
    {
        RequireKnown(function);
        Attempt(() => plugins.Enable(function));
        return new($"{function} is enabled.", []);
    }

    internal ChangeReply Disable(string function)
    {
        RequireKnown(function);
        Attempt(() => plugins.Disable(function));
        return new($"{function} is disabled.", []);
    }

    internal UnloadReply Unload(string function)
    {
        RequireKnown(function);
        UnloadLedger ledger = plugins.LedgerOf(function);
        ledger.Collect();
        IReadOnlyList<UnloadProof> remaining = ledger.Remaining;
        IReadOnlyList<LeakReport> leaks = remaining.Count == 0 ? [] : UnloadDoctor.Examine(remaining);
        return new(function, ledger.Collected, [.. leaks.Select(leak => new HeldVersion(leak.Version, leak.Root))]);
    }

    private PluginEntry EntryOf(string function)
    {
        RequireKnown(function);
        return plugins.Entries.First(e => e.Functions.Contains(function));
    }

    private void RequireKnown(string function)
    {
        string[] known = [.. plugins.Entries.SelectMany(e => e.Functions).Distinct().Order(StringComparer.Ordinal)];
        if (!known.Contains(function))
            throw new AdminMistakeException($"There is no NF '{function}' in {plugins.Folder}: {(known.Length == 0 ? "put its plugin there" : $"there are {string.Join(", ", known)}")}.");
    }

    // The name was right, so what goes wrong now is not the operator's mistake.
    private static void Attempt(Action change)
    {
        try
        {
            change();
        }
        catch (PluginException refusal)
        {
            throw new AdminFailureException(refusal.Message, refusal);
        }
    }
}
