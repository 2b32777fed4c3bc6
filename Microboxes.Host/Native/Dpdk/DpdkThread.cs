namespace Microboxes.Host.Native.Dpdk;

/// <summary>
/// Makes a thread known to DPDK, which gives it a cache of buffers of its own (51–58 → 95–108 Mpps). Works without, only slower.
/// </summary>
internal static class DpdkThread
{
    [ThreadStatic]
    private static int entered;

    [ThreadStatic]
    private static bool registered;

    /// <summary>The calling thread will send and receive.</summary>
    internal static void Enter()
    {
        if (entered++ == 0) registered = DpdkCalls.RegisterThread() == 0;
    }

    /// <summary>The calling thread will not send or receive any more; as often as it entered.</summary>
    internal static void Leave()
    {
        if (--entered > 0 || !registered) return;
        DpdkCalls.UnregisterThread();
        registered = false;
    }
}
