using System.Runtime.InteropServices;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Buffers of one size that frames are written into in turn. A frame stays until as many more were begun as there are buffers.</summary>
internal sealed unsafe class FrameRing : IDisposable
{
    private readonly int size;
    private readonly int count;
    private byte* buffers;
    private int* lengths;
    private int head;
    private int tail;

    /// <summary>Takes memory for <paramref name="count"/> frames of up to <paramref name="longest"/> bytes.</summary>
    internal FrameRing(int count, int longest)
    {
        this.count = count;
        size = (longest + 63) & ~63;
        buffers = (byte*)NativeMemory.AlignedAlloc((nuint)size * (nuint)count, 64);
        lengths = (int*)NativeMemory.Alloc((nuint)count, sizeof(int));
    }

    /// <summary>Frames built and not taken yet.</summary>
    internal int Waiting { get; private set; }

    /// <summary>Where the next frame is to be written.</summary>
    internal byte* Next => buffers + ((long)head * size);

    /// <summary>Makes the frame at <see cref="Next"/> one that waits.</summary>
    internal void Add(int length)
    {
        lengths[head] = length;
        if (++head == count) head = 0;
        Waiting++;
    }

    /// <summary>Adds copies of the last frames, in their order.</summary>
    internal void Repeat(int frames)
    {
        int source = (head - frames + count) % count;
        for (int i = 0; i < frames; i++, source = (source + 1) % count)
        {
            Buffer.MemoryCopy(buffers + ((long)source * size), Next, size, lengths[source]);
            Add(lengths[source]);
        }
    }

    /// <summary>Takes the oldest waiting frame.</summary>
    internal byte* Take(out int length)
    {
        byte* frame = buffers + ((long)tail * size);
        length = lengths[tail];
        if (++tail == count) tail = 0;
        Waiting--;
        return frame;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(buffers);
        NativeMemory.Free(lengths);
        buffers = null;
        lengths = null;
    }
}
