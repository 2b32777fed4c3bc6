using Microboxes.Host.Native.Dpdk;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>
/// One port that is listened to, or two with the traffic passing between them, over DPDK. A stack line has a receive queue of its own on every port where the
/// ports can spread packets by flow, and a transmit queue of its own always.
/// </summary>
internal sealed unsafe class DpdkDevice : IPacketDevice
{
    private const int Slots = 1024;
    private const int BuffersPerPort = 16_384;
    private const int Room = 2048;

    private readonly List<DpdkPort> ports = [];
    private readonly List<KernelInterface?> kernel = [];
    private readonly List<DpdkQueue> queues = [];
    private readonly List<DpdkSink> sinks = [];
    private readonly List<IPacketSink> routers = [];
    private readonly bool forwards;
    private readonly Func<IPortTransmitter, IReadOnlyList<PortAddress>, IPacketSink>? router;
    private PortForwarder? forwarder;
    private nint pool;

    private DpdkDevice(string name, bool forwards, Func<IPortTransmitter, IReadOnlyList<PortAddress>, IPacketSink>? router)
    {
        Name = name;
        this.forwards = forwards;
        this.router = router;
    }

    public string Name { get; }

    public long Received => Ports().Sum(ReceivedBy);

    public IPacketForwarder? Forwarder => forwards && router == null ? forwarder ??= new(Name, ports) : null;

    public double Progress => -1;

    public bool IsExhausted => false;

    public bool IsLive => true;

    public long LastTimestamp => queues[0].LastTimestamp;

    public IPacketSink? Sink => SinkOf(0);

    /// <summary>Packet buffers that are not in the pool: in a port, in flight, or lost.</summary>
    internal int BuffersInUse => DpdkEnvironment.BuffersInUse(pool);

    /// <summary>Opens ports; packets are forwarded between two if <paramref name="forwards"/>. They start with <see cref="TrySplit"/>.</summary>
    /// <exception cref="DeviceException">DPDK is not there, or refuses a port.</exception>
    /// <param name="name">As the configuration names the device.</param>
    /// <param name="arguments">The ports.</param>
    /// <param name="forwards">Whether packets go on, to the other port unless <paramref name="router"/> decides.</param>
    /// <param name="start">How DPDK is started if nobody has yet.</param>
    /// <param name="router">Makes what decides where packets go.</param>
    internal static DpdkDevice Open(
        string name, IReadOnlyList<string> arguments, bool forwards, DpdkStart? start = null, Func<IPortTransmitter, IReadOnlyList<PortAddress>, IPacketSink>? router = null)
    {
        DpdkDevice device = new(name, forwards, router);
        try
        {
            DpdkEnvironment.Start(start ?? new());
            foreach (string port in arguments) device.ports.Add(DpdkPort.Open(port));
            return device;
        }
        catch (DpdkException e)
        {
            device.Dispose();
            throw new DeviceException(e.Message, e);
        }
    }

    public bool TrySplit(int lines)
    {
        try
        {
            return Start(lines);
        }
        catch (DpdkException e)
        {
            throw new DeviceException(e.Message, e);
        }
    }

    public IPacketSource QueueOf(int line) => queues[line];

    public IPacketSink? SinkOf(int line) => !forwards ? null : router == null ? sinks[line] : routers[line];

    public int Receive(PacketDescriptor* burst, int limit) => queues[0].Receive(burst, limit);

    public void Release(nint lease) => queues[0].Release(lease);

    /// <summary>Gives buffers back to the pool that are kept to be given back in bulk.</summary>
    internal void ReturnReleased()
    {
        foreach (DpdkQueue queue in queues) queue.ReturnReleased();
    }

    public void OnLaneStart() => DpdkThread.Enter();

    public void OnLaneEnd() => DpdkThread.Leave();

    public DropCounters Drops
    {
        get
        {
            DropCounters drops = new();
            foreach (int port in Ports()) Count(port, drops);
            return drops;
        }
    }

    public void Dispose()
    {
        foreach (IPacketSink sink in routers) (sink as IDisposable)?.Dispose();
        foreach (DpdkSink sink in sinks) sink.Dispose();
        foreach (DpdkPort port in ports) port.Dispose();
        foreach (DpdkQueue queue in queues) queue.Dispose();
        if (pool != 0) DpdkEnvironment.ReturnPool(pool);
        pool = 0;
    }

    private IEnumerable<int> Ports() => Enumerable.Range(0, ports.Count);

    private long ReceivedBy(int port) => queues.Sum(queue => queue.ReceivedBy(port)) + (forwarder?.ReceivedBy(port) ?? 0);

    private bool Start(int lines)
    {
        bool split = lines > 1 && ports.All(port => port.Info.canHash != 0 && port.Info.maxReceiveQueues >= lines);
        int receiveQueues = split ? lines : 1;
        int sendQueues = forwards ? lines : 1;
        pool = DpdkEnvironment.CreatePool(BuffersPerPort * ports.Count, Room);
        foreach (DpdkPort port in ports)
        {
            if (port.Info.maxSendQueues < sendQueues)
                throw new DpdkException($"dpdk:{port.Name}: the port has {port.Info.maxSendQueues} transmit queues, and Stacks:Count is {lines}: lower it, or give the driver more queues.");
            port.Start(receiveQueues, sendQueues, Slots, pool);
            kernel.Add(KernelInterface.Of(port.Info.Driver, port.Name));
        }

        LiveClock clock = new();
        if (forwards) sinks.AddRange(Enumerable.Range(0, lines).Select(line => new DpdkSink(ports, line, pool)));
        if (router != null) routers.AddRange(sinks.Select(sink => router(sink, [.. ports.Select(port => new PortAddress(port.Info.Mac, port.Info.mtu))])));
        queues.AddRange(Enumerable.Range(0, receiveQueues).Select(queue => new DpdkQueue(ports, queue, clock, SinkOf(queue))));
        return split;
    }

    private void Count(int port, DropCounters drops)
    {
        if (queues.Count == 0) return;
        PortCounts counts = ports[port].Counts();
        long missed = (long)counts.missed;
        if (kernel[port] is { } behind) missed += Math.Max(0, behind.Arrived - ReceivedBy(port));
        drops.Count(DropReason.DeviceMissed, missed);
        drops.Count(DropReason.DeviceNoBuffer, (long)counts.noBuffer);
        drops.Count(DropReason.DeviceError, (long)counts.errors);
    }
}
