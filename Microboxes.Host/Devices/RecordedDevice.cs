using Microboxes.Host.Devices.Captures;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>A replay whose packets go on into a pcapng file, one for each stack line: FILE for the first, FILE.1, FILE.2 and so on for the others.</summary>
internal sealed unsafe class RecordedDevice : IPacketDevice
{
    private readonly IPacketDevice replay;
    private readonly string path;
    private readonly List<CaptureSink> sinks = [];

    /// <exception cref="DeviceException">The file cannot be written; the replay is closed.</exception>
    internal RecordedDevice(IPacketDevice replay, string path)
    {
        this.replay = replay;
        this.path = path;
        try
        {
            SinkOf(0);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            replay.Dispose();
            throw new DeviceException($"'{path}', which is to get what {replay.Name} sends on, cannot be written ({cause.Message.TrimEnd('.')}): name a file in a folder that is there.", cause);
        }
    }

    public string Name => replay.Name;

    public long Received => replay.Received;

    public double Progress => replay.Progress;

    public DropCounters? Drops => replay.Drops;

    public string? FaultSentence => replay.FaultSentence;

    public bool IsExhausted => replay.IsExhausted;

    public long LastTimestamp => replay.LastTimestamp;

    public bool IsLive => replay.IsLive;

    public IPacketSink Sink => sinks[0];

    public IPacketSink SinkOf(int line)
    {
        while (sinks.Count <= line) sinks.Add(new(sinks.Count == 0 ? path : $"{path}.{sinks.Count}"));
        return sinks[line];
    }

    public int Receive(PacketDescriptor* burst, int limit) => replay.Receive(burst, limit);

    public void Release(nint lease) => replay.Release(lease);

    public void OnLaneStart() => replay.OnLaneStart();

    public void OnLaneEnd() => replay.OnLaneEnd();

    public void Dispose()
    {
        replay.Dispose();
        sinks.ForEach(sink => sink.Dispose());
    }
}
