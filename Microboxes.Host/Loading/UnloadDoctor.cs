using System.Runtime.CompilerServices;
using Microboxes.Host.Native;
using Microsoft.Diagnostics.Runtime;

namespace Microboxes.Host.Loading;

/// <summary>
/// Finds out, from a snapshot of this process, what keeps old versions of plugins in memory. Takes a second or more, for half of which the process stands still: on demand only.
/// </summary>
internal static class UnloadDoctor
{
    /// <summary>What keeps each of these versions.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static IReadOnlyList<LeakReport> Examine(IReadOnlyList<UnloadProof> remaining)
    {
        try
        {
            using DataTarget target = Snapshot();
            return [.. remaining.Select(proof => new LeakReport(proof.Version, proof.MethodTable, RootIn(target, proof)))];
        }
        catch (Exception e) when (e is ClrDiagnosticsException or IOException or InvalidOperationException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return [.. remaining.Select(proof => new LeakReport(proof.Version, proof.MethodTable, [$"No snapshot of the process can be taken: {e.Message.ReplaceLineEndings(" ")}"]))];
        }
    }

    // The program that writes the snapshot says so on standard output, which is for results.
    private static DataTarget Snapshot()
    {
        using StandardOutputAside aside = new();
        return DataTarget.CreateSnapshotAndAttach(Environment.ProcessId);
    }

    private static IReadOnlyList<string> RootIn(DataTarget target, UnloadProof proof)
    {
        using ClrRuntime runtime = target.ClrVersions[0].CreateRuntime();
        return new PathFromRoot(runtime).To(proof.MethodTable) ?? ["No object refers to it: the next collections take it."];
    }
}
