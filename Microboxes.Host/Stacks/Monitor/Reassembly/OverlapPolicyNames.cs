using System.Diagnostics.CodeAnalysis;

namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>The names people write for an <see cref="OverlapPolicy"/>, those of Suricata and Snort included.</summary>
internal static class OverlapPolicyNames
{
    private static readonly Dictionary<string, OverlapPolicy> Policies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["first"] = OverlapPolicy.First,
        ["last"] = OverlapPolicy.Last,
        ["bsd"] = OverlapPolicy.Bsd,
        ["linux"] = OverlapPolicy.Linux,
        ["oldlinux"] = OverlapPolicy.OldLinux,
        ["windows"] = OverlapPolicy.Windows,
        ["windows2003"] = OverlapPolicy.Windows2003,
        ["vista"] = OverlapPolicy.Vista,
        ["solaris"] = OverlapPolicy.Solaris,
        ["hpux10"] = OverlapPolicy.HpUx10,
        ["hpux11"] = OverlapPolicy.HpUx11,
        ["irix"] = OverlapPolicy.Irix,
        ["macos"] = OverlapPolicy.MacOs,
        // The two below differ from their namesakes for IP fragments only.
        ["bsdright"] = OverlapPolicy.Bsd,
        ["oldsolaris"] = OverlapPolicy.Solaris,
        ["hpux"] = OverlapPolicy.HpUx11,
        ["windows2k3"] = OverlapPolicy.Windows2003,
        ["win2003"] = OverlapPolicy.Windows2003,
        ["win2k3"] = OverlapPolicy.Windows2003,
    };

    /// <summary>The names to show to a user, one per policy.</summary>
    internal static IReadOnlyList<string> Shown { get; } =
    [
        "first", "last", "bsd", "linux", "old-linux", "windows", "windows2003", "vista", "solaris", "hpux10", "hpux11", "irix", "macos",
    ];

    /// <summary>Reads a name whatever its case, and with or without '-', '_' and spaces between its parts.</summary>
    internal static bool TryParse([NotNullWhen(true)] string? name, out OverlapPolicy policy)
    {
        string bare = string.Concat((name ?? "").Where(c => c is not ('-' or '_' or ' ')));
        return Policies.TryGetValue(bare, out policy);
    }
}
