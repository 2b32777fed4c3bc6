using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

/// <summary>
/// Who wins, written out for all nine ways two segments can lie: rows arriving begins before, with, after the earlier;
/// columns arriving ends before, with, after it. N the arriving (new) segment's bytes stay, o the earlier's.
/// </summary>
internal static class OverlapTable
{
    internal static string Of(OverlapPolicy policy) => policy switch
    {
        OverlapPolicy.First or OverlapPolicy.Vista => "ooo ooo ooo",
        OverlapPolicy.Last => "NNN NNN NNN",
        OverlapPolicy.Linux => "NNN ooN ooo",
        OverlapPolicy.OldLinux => "NNN oNN ooo",
        OverlapPolicy.Solaris or OverlapPolicy.HpUx11 => "oNN oNN ooN",
        OverlapPolicy.Bsd or OverlapPolicy.Windows or OverlapPolicy.Windows2003 => "NNN ooo ooo",
        OverlapPolicy.HpUx10 or OverlapPolicy.Irix or OverlapPolicy.MacOs => "NNN ooo ooo",
        _ => throw new ArgumentOutOfRangeException(nameof(policy)),
    };

    internal static bool ArrivingWins(OverlapPolicy policy, int begin, int end, int heldBegin, int heldEnd) =>
        Of(policy)[(4 * (begin.CompareTo(heldBegin) + 1)) + end.CompareTo(heldEnd) + 1] == 'N';
}
