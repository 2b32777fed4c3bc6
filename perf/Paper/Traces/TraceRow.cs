using Microboxes.Host;
using Microboxes.Host.Devices;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Traces;

/// <summary>One trace: right answers first, then times.</summary>
internal sealed class TraceRow
{
    private readonly string file;

    internal TraceRow(string file) => this.file = file;

    internal string Name => Path.GetFileNameWithoutExtension(file);

    internal long Packets { get; private set; }

    internal long TrueBytes { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>Nanoseconds per packet.</summary>
    internal Series Times { get; } = new();

    internal Nids? Nids { get; private set; }

    internal CrcComparison? Crc { get; private set; }

    /// <summary>What differs from the truth, or null.</summary>
    internal string? Wrong { get; private set; }

    internal void Run(string? nidsBench, string? nidsCrc, int repetitions)
    {
        using PcapDevice capture = PcapDevice.Open(file);
        using MemoryDevice trace = MemoryDevice.Load(capture);
        Packets = trace.Count;
        TrueBytes = Traces.TrueBytes.Of(trace).Total;
        Crc = CrcComparison.Of(trace, nidsCrc, file);
        Bytes = Touch(trace).Bytes;
        if (nidsBench != null) Nids = new(nidsBench, file);
        for (int i = 0; i < repetitions; i++)
        {
            Nids?.Repeat();
            (long bytes, double time) = Touch(trace);
            Times.Add(time);
            if (bytes != Bytes) Wrong = $"{Name}: {bytes} bytes in one run and {Bytes} in another";
        }

        if (Crc.Ours != TrueBytes) Wrong = $"{Name}: {Crc.Ours} bytes before gaps, and the count says {TrueBytes}";
        else if (Crc.Ours + Crc.BehindGaps != Bytes) Wrong = $"{Name}: {Bytes} bytes in the timed runs, and {Crc.Ours + Crc.BehindGaps} when hashed";
    }

    private static (long Bytes, double Time) Touch(MemoryDevice trace)
    {
        TouchFunction function = new();
        PlaneReport report = TracePlane.Run(trace, function);
        return (function.Bytes, report.Elapsed.TotalNanoseconds / trace.Count);
    }
}
