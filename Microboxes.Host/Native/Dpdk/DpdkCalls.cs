using System.Runtime.InteropServices;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>
/// The shim's functions as they are. Bursts come twice: without a transition for ports that answer in nanoseconds, with one for those that call the kernel
/// (an af_packet burst takes 55 µs to 12 ms, for which no garbage collection may wait).
/// </summary>
internal static unsafe partial class DpdkCalls
{
    private const string Library = DpdkLibrary.Name;

    [LibraryImport(Library, EntryPoint = "mb_layout")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int Layout(int* table, int length);

    [LibraryImport(Library, EntryPoint = "mb_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "mb_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial byte* Error(int code);

    [LibraryImport(Library, EntryPoint = "mb_last_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int LastError();

    [LibraryImport(Library, EntryPoint = "mb_log_to", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int LogTo(string path);

    [LibraryImport(Library, EntryPoint = "mb_start")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int Start(int count, byte** arguments);

    [LibraryImport(Library, EntryPoint = "mb_thread_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int RegisterThread();

    [LibraryImport(Library, EntryPoint = "mb_thread_unregister")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial void UnregisterThread();

    [LibraryImport(Library, EntryPoint = "mb_pool_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial nint CreatePool(string name, uint count, uint cache, uint room);

    [LibraryImport(Library, EntryPoint = "mb_pool_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial void FreePool(nint pool);

    [LibraryImport(Library, EntryPoint = "mb_pool_in_use")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial uint PoolInUse(nint pool);

    [LibraryImport(Library, EntryPoint = "mb_device_add", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int AddDevice(string arguments);

    [LibraryImport(Library, EntryPoint = "mb_port_of", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int PortOf(string name);

    [LibraryImport(Library, EntryPoint = "mb_port_info")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int Info(ushort port, PortInfo* info);

    [LibraryImport(Library, EntryPoint = "mb_port_start")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int StartPort(ushort port, ushort queues, ushort sendQueues, ushort receiveSlots, ushort sendSlots, nint pool, int promiscuous);

    [LibraryImport(Library, EntryPoint = "mb_port_stop")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int StopPort(ushort port);

    [LibraryImport(Library, EntryPoint = "mb_port_close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int ClosePort(ushort port);

    [LibraryImport(Library, EntryPoint = "mb_port_counts")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int Counts(ushort port, PortCounts* counts);

    [LibraryImport(Library, EntryPoint = "mb_port_link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial long Link(ushort port);

    [LibraryImport(Library, EntryPoint = "mb_receive")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial ushort Receive(ushort port, ushort queue, Mbuf** packets, ushort limit);

    [LibraryImport(Library, EntryPoint = "mb_send")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial ushort Send(ushort port, ushort queue, Mbuf** packets, ushort count);

    [LibraryImport(Library, EntryPoint = "mb_receive")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial ushort ReceiveAtOnce(ushort port, ushort queue, Mbuf** packets, ushort limit);

    [LibraryImport(Library, EntryPoint = "mb_send")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial ushort SendAtOnce(ushort port, ushort queue, Mbuf** packets, ushort count);

    [LibraryImport(Library, EntryPoint = "mb_pass")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial uint Pass(ushort from, ushort to, ushort queue);

    [LibraryImport(Library, EntryPoint = "mb_pass")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial uint PassAtOnce(ushort from, ushort to, ushort queue);

    [LibraryImport(Library, EntryPoint = "mb_free")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial void Free(Mbuf** packets, uint count);

    [LibraryImport(Library, EntryPoint = "mb_allocate")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int Allocate(nint pool, Mbuf** packets, uint count);

    [LibraryImport(Library, EntryPoint = "mb_linearize")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int Linearize(Mbuf* packet);

    [LibraryImport(Library, EntryPoint = "mb_hold")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial void Hold(Mbuf* packet);

    [LibraryImport(Library, EntryPoint = "mb_ring_pair", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    internal static partial int PairRings(string first, string second, ushort sendQueues, uint slots);
}
