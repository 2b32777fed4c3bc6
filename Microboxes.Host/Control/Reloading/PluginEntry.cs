using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>One plugin's file and what has become of it.</summary>
internal sealed class PluginEntry(string path)
{
    internal string Path => path;

    /// <summary>As reports name it.</summary>
    internal string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>The content seen last.</summary>
    internal string Seen { get; set; } = PluginStamp.None;

    /// <summary>When it was seen first, in milliseconds of the system's clock.</summary>
    internal long ChangedAt { get; set; }

    /// <summary>The content that <see cref="State"/> is about.</summary>
    internal string Handled { get; set; } = PluginStamp.None;

    internal PluginState State { get; set; }

    /// <summary>Why it is not active, in one sentence.</summary>
    internal string? Reason { get; set; }

    /// <summary>The names of the NFs that the file has.</summary>
    internal IReadOnlyList<string> Functions { get; set; } = [];

    /// <summary>The version in memory.</summary>
    internal PluginVersion? Version { get; set; }

    /// <summary>The version that ran last, in memory or not.</summary>
    internal LastVersion? Last { get; set; }

    /// <summary>The swap under way.</summary>
    internal VersionSwap? Swap { get; set; }

    /// <summary>An operator wants it out.</summary>
    internal bool IsSwitchedOff { get; set; }

    internal SwapCounters Counters { get; } = new();

    internal UnloadLedger Ledger { get; } = new();

    /// <summary>Takes a state and says so.</summary>
    internal void Become(PluginState state, string? reason, Action<string> tell)
    {
        if (State == state && Reason == reason) return;
        (State, Reason) = (state, reason);
        tell($"Plugin {Name}: {state}{(reason == null ? "." : $": {reason}")}");
    }

    /// <summary>Lets go of the version in memory.</summary>
    internal void Retire()
    {
        if (Version == null) return;
        Ledger.Add(Version.LetGo(Name));
        Version = null;
    }
}
