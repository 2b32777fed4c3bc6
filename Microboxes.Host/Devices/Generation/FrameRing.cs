using System.Runtime.InteropServices;

namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// Two halves that frames are packed into in turn, so that short frames use little memory. A frame stays until as many more were built as
/// a half holds.
/// </summary>
internal sealed unsafe class FrameRing : IDisposable
{
    private readonly int half;
    private readonly long halfBytes;
    private byte* memory;
    private byte** frames;
    private int* lengths;
    private int head;
    private int tail;

    /// <summary>Takes memory for twice <paramref name="count"/> frames of up to <paramref name="longest"/> bytes; pages are used as frames need them.</summary>
    internal FrameRing(int count, int longest)
    {
        half = count;
        halfBytes = (long)count * Padded(longest);
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)halfBytes * 2, 64);
        frames = (byte**)NativeMemory.Alloc((nuint)count * 2, (nuint)sizeof(byte*));
        lengths = (int*)NativeMemory.Alloc((nuint)count * 2, sizeof(int));
        Next = memory;
    }

    /// <summary>Frames built and not taken yet.</summary>
    internal int Waiting { get; private set; }

    /// <summary>Where the next frame is to be written.</summary>
    internal byte* Next { get; private set; }

    /// <summary>Makes the frame at <see cref="Next"/> one that waits.</summary>
    internal void Add(int length)
    {
        frames[head] = Next;
        lengths[head] = length;
        Next += Padded(length);
        Waiting++;
        if (++head == half * 2) head = 0;
        if (head == half) Next = memory + halfBytes;
        else if (head == 0) Next = memory;
    }

    /// <summary>Adds copies of the last frames, in their order.</summary>
    internal void Repeat(int count)
    {
        int source = (head - count + (half * 2)) % (half * 2);
        for (int i = 0; i < count; i++, source = (source + 1) % (half * 2))
        {
            Buffer.MemoryCopy(frames[source], Next, lengths[source], lengths[source]);
            Add(lengths[source]);
        }
    }

    /// <summary>Takes the oldest waiting frame.</summary>
    internal byte* Take(out int length)
    {
        byte* frame = frames[tail];
        length = lengths[tail];
        if (++tail == half * 2) tail = 0;
        Waiting--;
        return frame;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        NativeMemory.Free(frames);
        NativeMemory.Free(lengths);
        memory = null;
        frames = null;
        lengths = null;
    }

    // Frames begin at cache lines.
    private static int Padded(int length) => (length + 63) & ~63;
}
