using System.Globalization;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>One port of DPDK: a network card, or one of its drivers over the kernel, memory or files.</summary>
internal sealed unsafe class DpdkPort : IDisposable
{
    private readonly ushort number;
    private readonly bool answersAtOnce;
    private bool disposed;

    private DpdkPort(string name, ushort number)
    {
        Name = name;
        this.number = number;
        PortInfo info;
        Check(DpdkCalls.Info(number, &info), "does not say what it is");
        Info = info;
        answersAtOnce = AnswersAtOnce(info.Driver);
    }

    /// <summary>As the user wrote it.</summary>
    internal string Name { get; }

    internal PortInfo Info { get; }

    /// <summary>Link speed in Mb/s; 0 while the link is down.</summary>
    internal long Link => DpdkCalls.Link(number);

    /// <summary>Opens a port: "net_af_packet0,iface=eth0" or "0000:01:00.0" makes one, "port=NAME" takes one that is there.</summary>
    /// <exception cref="DpdkException">The driver refuses, or there is no such port.</exception>
    internal static DpdkPort Open(string arguments)
    {
        const string Existing = "port=";
        bool exists = arguments.StartsWith(Existing, StringComparison.Ordinal);
        string name = exists ? arguments[Existing.Length..] : arguments.Split(',')[0];
        // Cards that may be taken were found when the environment started.
        int result = exists || (IsPciAddress(name) && DpdkCalls.PortOf(name) >= 0) ? 0 : DpdkCalls.AddDevice(arguments);
        if (result < 0) throw new DpdkException(Refusal(arguments, result));
        int number = DpdkCalls.PortOf(name);
        if (number < 0) throw new DpdkException($"dpdk:{arguments}: DPDK has no port named {name}: check the name, and that the driver's package is installed (Debian: dpdk).");
        return new(arguments, (ushort)number);
    }

    /// <summary>Makes two ports that are joined in user space; each is then opened by "port=net_ring_NAME".</summary>
    internal static void Join(string first, string second, int sendQueues, int slots)
    {
        int result = DpdkCalls.PairRings(first, second, (ushort)sendQueues, (uint)slots);
        if (result < 0) throw new DpdkException($"The ports {first} and {second} cannot be joined: {DpdkEnvironment.Explain(result)}.");
    }

    /// <summary>Starts receiving into buffers of a pool.</summary>
    internal void Start(int queues, int sendQueues, int slots, nint pool) => Check(
        DpdkCalls.StartPort(number, (ushort)queues, (ushort)sendQueues, (ushort)slots, (ushort)slots, pool, 1),
        string.Create(CultureInfo.InvariantCulture, $"does not start with {queues} receive and {sendQueues} transmit queues"));

    internal int Receive(ushort queue, Mbuf** packets, int limit) =>
        answersAtOnce ? DpdkCalls.ReceiveAtOnce(number, queue, packets, (ushort)limit) : DpdkCalls.Receive(number, queue, packets, (ushort)limit);

    /// <returns>How many of them, from the first on, the port took over.</returns>
    internal int Send(ushort queue, Mbuf** packets, int count) =>
        answersAtOnce ? DpdkCalls.SendAtOnce(number, queue, packets, (ushort)count) : DpdkCalls.Send(number, queue, packets, (ushort)count);

    /// <summary>Receives a burst and sends it on at once, in one call.</summary>
    /// <returns>Packets received, and how many of them the other port refused.</returns>
    internal (int Received, int Refused) PassTo(DpdkPort to, ushort queue)
    {
        uint result = answersAtOnce && to.answersAtOnce ? DpdkCalls.PassAtOnce(number, to.number, queue) : DpdkCalls.Pass(number, to.number, queue);
        return ((int)(result & ushort.MaxValue), (int)(result >> 16));
    }

    internal PortCounts Counts()
    {
        PortCounts counts = default;
        _ = DpdkCalls.Counts(number, &counts);
        return counts;
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        _ = DpdkCalls.StopPort(number);
        _ = DpdkCalls.ClosePort(number);
    }

    // Drivers that go through the kernel or a file may take milliseconds for a burst.
    private static bool AnswersAtOnce(string driver) =>
        driver is not ("net_af_packet" or "net_af_xdp" or "net_tap" or "net_tun" or "net_pcap" or "net_virtio_user" or "net_vhost" or "net_memif" or "net_kni");

    /// <summary>True for the like of "0000:01:00.0" and "01:00.0".</summary>
    internal static bool IsPciAddress(string name) => name.Contains(':', StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal);

    private static string Refusal(string arguments, int result) =>
        $"dpdk:{arguments}: DPDK cannot make this port ({DpdkEnvironment.Explain(result)}): check the driver's name and settings, that the interface exists, and the rights of this user.";

    private void Check(int result, string what)
    {
        if (result < 0) throw new DpdkException($"dpdk:{Name}: the port {what} ({DpdkEnvironment.Explain(result)}): ask for what its driver offers.");
    }
}
