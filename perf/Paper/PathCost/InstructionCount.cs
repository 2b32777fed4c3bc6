using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microboxes.Host.Memory;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.PathCost;

/// <summary>
/// Instructions of some packets, counted by stepping this thread through it from another process: exact, and possible where the processor's counters are hidden.
/// </summary>
internal static partial class InstructionCount
{
    private const uint Counting = 1;
    private const uint Done = 2;
    private const double Patience = 10;

    // A step costs up to 20 microseconds in a guest.
    private const int Few = 128;
    private const int More = 512;
    private const int Attempts = 3;

    /// <returns>Instructions per packet, or why they cannot be counted.</returns>
    internal static (double Count, string? Missing) PerPacket(LineUnderTest line)
    {
        // The first stretch also pays for what happens once; the difference of the next two leaves out what calling and watching costs.
        (_, string? missing) = Count(line, Few);
        return missing == null ? ((Least(line, More) - Least(line, Few)) / (More - Few), null) : (0, missing);
    }

    // Beside other load a stretch may be counted that waits for the processor; nothing makes one shorter.
    private static double Least(LineUnderTest line, int packets) => Enumerable.Range(0, Attempts).Min(_ => Count(line, packets).Count);

    private static unsafe (double Count, string? Missing) Count(LineUnderTest line, int packets)
    {
        (string? program, string? missing) = NativeProgram.Compile(Checkout.OwnSource("step.c"), "the count of instructions");
        if (program == null) return (0, missing);
        using NativeRegion memory = new(sizeof(uint));
        uint* state = (uint*)memory.Start;
        using Process stepper = Start(program, (nint)state);
        line.Prepare(packets);
        // No managed code but this loop and the pass runs while every instruction is stepped through.
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref *state) != Counting)
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > Patience) return (0, "Instructions are not counted: this system does not let a process be traced.");
        }

        line.Pass();
        Volatile.Write(ref *state, Done);
        string counted = stepper.StandardOutput.ReadToEnd();
        return (double.Parse(counted, CultureInfo.InvariantCulture), null);
    }

    private static Process Start(string program, nint state)
    {
        ProcessStartInfo start = new(program, [CurrentThread().ToString(CultureInfo.InvariantCulture), state.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CurrentThread();
}
