using Microboxes.Host.Devices.Captures;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>
/// Replays a pcap or pcapng file, named "pcap:FILE". Descriptors point into the mapped file and stay valid until the device is disposed.
/// </summary>
internal sealed unsafe class PcapDevice : IPacketDevice
{
    private readonly CaptureFile file;
    private readonly CaptureReader reader;
    private readonly ReplayClock? clock;

    // With a clock: a packet that was read and is not due yet.
    private PacketDescriptor waiting;
    private bool isWaiting;

    private PcapDevice(CaptureFile file, CaptureReader reader, ReplayClock? clock)
    {
        this.file = file;
        this.reader = reader;
        this.clock = clock;
    }

    public string Name => "pcap:" + file.Path;

    public bool IsExhausted => reader.IsExhausted && !isWaiting;

    public long Received => reader.Delivered - (isWaiting ? 1 : 0);

    public double Progress => reader.Progress;

    /// <summary>Why the capture ended before its file did; null while reading and when the file is whole.</summary>
    internal CaptureFault? Fault => reader.Fault;

    public string? FaultSentence => reader.Fault?.Sentence;

    /// <summary>Opens a capture.</summary>
    /// <param name="path">A file, or "-" for standard input.</param>
    /// <param name="speed">How fast packets become available.</param>
    /// <param name="time">The clock that paces them; the machine's unless given.</param>
    /// <exception cref="DeviceException">The file cannot be read, or is not a capture.</exception>
    internal static PcapDevice Open(string path, ReplaySpeed speed = default, TimeProvider? time = null)
    {
        CaptureFile file = CaptureFile.Open(path);
        try
        {
            ReplayClock? clock = speed == ReplaySpeed.Max ? null : new(speed, time ?? TimeProvider.System);
            return new(file, CaptureReader.For(file), clock);
        }
        catch (DeviceException)
        {
            file.Dispose();
            throw;
        }
    }

    public int Receive(PacketDescriptor* burst, int limit) =>
        clock == null ? reader.Read(burst, limit) : ReceivePaced(clock, burst, limit);

    public void Dispose() => file.Dispose();

    private int ReceivePaced(ReplayClock due, PacketDescriptor* burst, int limit)
    {
        int count = 0;
        while (count < limit && (isWaiting || ReadWaiting()) && due.IsDue(waiting.timestamp))
        {
            Deliver(burst + count++);
            isWaiting = false;
        }

        return count;
    }

    private bool ReadWaiting()
    {
        fixed (PacketDescriptor* packet = &waiting) isWaiting = reader.Read(packet, 1) == 1;
        return isWaiting;
    }

    // Field by field: the rest of the descriptor is not the device's.
    private void Deliver(PacketDescriptor* packet)
    {
        packet->data = waiting.data;
        packet->length = waiting.length;
        packet->wireLength = waiting.wireLength;
        packet->timestamp = waiting.timestamp;
        packet->lease = 0;
        packet->number = waiting.number;
        packet->SetOrigin(waiting.linkLayer, waiting.port);
    }
}
