using System.Globalization;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>DPDK's environment: one per process, started once and never ended.</summary>
internal static unsafe class DpdkEnvironment
{
    private static readonly Lock Gate = new();
    private static bool started;
    private static int pools;

    /// <summary>Starts the environment unless it runs already.</summary>
    /// <exception cref="DpdkException">DPDK is not there, or does not start.</exception>
    internal static void Start(DpdkStart options)
    {
        lock (Gate)
        {
            if (started) return;
            DpdkLibrary.Require();
            _ = DpdkCalls.LogTo(options.LogFile);
            Run(options.CommandLine(FirstCore(), HasHugePages(options.Megabytes)));
            started = true;
        }
    }

    /// <summary>A pool of packet buffers.</summary>
    /// <param name="count">Buffers.</param>
    /// <param name="room">Bytes of packet that each holds.</param>
    internal static nint CreatePool(int count, int room)
    {
        const int Cache = 256;
        string name = string.Create(CultureInfo.InvariantCulture, $"microboxes-{Interlocked.Increment(ref pools)}");
        nint pool = DpdkCalls.CreatePool(name, (uint)count, Cache, (uint)room);
        if (pool == 0) throw new DpdkException($"There is no memory for {count} packet buffers of DPDK ({Explain(DpdkCalls.LastError())}): raise Dpdk:Megabytes, or free huge pages.");
        return pool;
    }

    /// <summary>Frees a pool, unless somebody still holds a buffer of it: then it lives as long as the process.</summary>
    internal static void ReturnPool(nint pool)
    {
        if (BuffersInUse(pool) == 0) DpdkCalls.FreePool(pool);
    }

    /// <summary>Buffers of a pool that are somewhere else.</summary>
    internal static int BuffersInUse(nint pool) => (int)DpdkCalls.PoolInUse(pool);

    /// <summary>What an error number of DPDK means.</summary>
    internal static string Explain(int code) => Marshal.PtrToStringUTF8((nint)DpdkCalls.Error(code)) ?? "unknown error";

    // The environment pins the thread that starts it, and threads made later would inherit that, so a thread of its own does it.
    private static void Run(IReadOnlyList<string> line)
    {
        int result = 0;
        Thread starter = new(() => result = Call(line)) { Name = "dpdk-start" };
        starter.Start();
        starter.Join();
        if (result < 0)
            throw new DpdkException($"DPDK's environment does not start ({Explain(result)}) with '{string.Join(' ', line.Skip(1))}': check Dpdk:Arguments, free memory and huge pages.");
    }

    // The arguments stay allocated: the environment keeps pointers to them.
    private static int Call(IReadOnlyList<string> line)
    {
        byte** arguments = (byte**)NativeMemory.AllocZeroed((nuint)line.Count + 1, (nuint)sizeof(byte*));
        for (int i = 0; i < line.Count; i++) arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(line[i]);
        return DpdkCalls.Start(line.Count, arguments);
    }

    private static bool HasHugePages(int megabytes)
    {
        const string Folder = "/sys/kernel/mm/hugepages/hugepages-2048kB";
        string file = Path.Combine(Folder, "free_hugepages");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out int free) && free >= megabytes / 2;
    }

    // Of those that this process may use.
    private static int FirstCore()
    {
        const string Key = "Cpus_allowed_list:";
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        string first = line?[Key.Length..].Trim().Split(',', '-')[0] ?? "";
        return int.TryParse(first, CultureInfo.InvariantCulture, out int core) ? core : 0;
    }
}
