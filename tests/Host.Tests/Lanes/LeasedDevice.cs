using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Tests.Lanes;

/// <summary>Another device's packets in a few buffers, each of which is filled again as soon as it is given back. Delivers nothing while it is held.</summary>
internal sealed unsafe class LeasedDevice : IPacketDevice
{
    private const int BufferSize = 2048;
    private readonly IPacketDevice inner;
    private readonly Func<long, bool> isHeld;
    private readonly byte* memory;
    private readonly Stack<nint> free = new();

    internal LeasedDevice(IPacketDevice inner, int buffers, Func<long, bool> isHeld)
    {
        this.inner = inner;
        this.isHeld = isHeld;
        memory = (byte*)NativeMemory.Alloc((nuint)(buffers * BufferSize));
        for (int i = 0; i < buffers; i++) free.Push((nint)(memory + (i * BufferSize)));
    }

    public string Name => inner.Name;

    public long Received => inner.Received;

    public double Progress => inner.Progress;

    public bool IsExhausted => inner.IsExhausted;

    internal int Buffers => free.Count;

    public int Receive(PacketDescriptor* burst, int limit)
    {
        if (isHeld(Received)) return 0;
        int count = inner.Receive(burst, Math.Min(limit, free.Count));
        for (int i = 0; i < count; i++)
        {
            nint buffer = free.Pop();
            Buffer.MemoryCopy(burst[i].data, (byte*)buffer, BufferSize, burst[i].length);
            burst[i].data = (byte*)buffer;
            burst[i].lease = buffer;
        }

        return count;
    }

    public void Release(nint lease) => free.Push(lease);

    public void Dispose()
    {
        inner.Dispose();
        NativeMemory.Free(memory);
    }
}
