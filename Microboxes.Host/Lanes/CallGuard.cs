using System.Runtime.InteropServices;

namespace Microboxes.Host.Lanes;

/// <summary>
/// Says whether a lane is inside code that is not the host's, and lets a watchdog take that call away from it: the lane that comes back too late
/// finds out before it touches anything. Odd while inside a call.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal sealed class CallGuard
{
    private const long Condemned = -2;

    // Alone on its cache lines, as a ring's sequences are: the watchdog looks at it while the lane writes it.
    [FieldOffset(120)]
    private long word;

    /// <summary>The call that is running, or an even number.</summary>
    internal long Call => Volatile.Read(ref word);

    /// <summary>Notes that the call begins. The lane's thread only.</summary>
    internal void Enter() => Volatile.Write(ref word, word + 1);

    /// <summary>Notes that the call is over. The lane's thread only.</summary>
    /// <returns>False when it was condemned meanwhile: the thread owns nothing any more.</returns>
    internal bool TryLeave()
    {
        long call = word;
        return (call & 1) == 1 && Interlocked.CompareExchange(ref word, call + 1, call) == call;
    }

    /// <summary>Takes the call away from the thread inside it.</summary>
    /// <returns>False when it is over already.</returns>
    internal bool TryCondemn(long call) => (call & 1) == 1 && Interlocked.CompareExchange(ref word, Condemned, call) == call;
}
