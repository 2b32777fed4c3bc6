using System.Runtime.InteropServices;
using System.Text;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>What a port's driver says of it (struct mb_port_info of the shim).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PortInfo
{
    private const int MacLength = 6;
    private const int DriverLength = 58;

    internal ushort maxReceiveQueues;
    internal ushort maxSendQueues;
    internal ushort mtu;
    internal ushort maxMtu;

    /// <summary>The kernel's number of the interface behind the port; 0 where there is none.</summary>
    internal uint interfaceIndex;

    /// <summary>Not 0 where the port can spread packets over queues by a hash with our key.</summary>
    internal int canHash;

    private fixed byte mac[MacLength];
    private fixed byte driver[DriverLength];

    internal readonly byte[] Mac
    {
        get
        {
            fixed (byte* first = mac) return new ReadOnlySpan<byte>(first, MacLength).ToArray();
        }
    }

    internal readonly string Driver
    {
        get
        {
            fixed (byte* first = driver) return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(first));
        }
    }
}
