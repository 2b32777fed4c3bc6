using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Microboxes.Host.Functions;

/// <summary>One direction's file. It is made at the first byte, and open only while it is among the recently written ones.</summary>
internal sealed unsafe class StreamFile(string path)
{
    internal const int BufferSize = 1 << 15;

    private SafeFileHandle? handle;
    private byte* buffer;
    private int buffered;
    private long written;
    private bool exists;

    internal string Path { get; } = path;

    internal bool IsOpen => buffer != null;

    internal long Length => written + buffered;

    /// <summary>Its place in the list of open files.</summary>
    internal LinkedListNode<StreamFile>? Place { get; set; }

    internal void Open() => buffer = (byte*)NativeMemory.Alloc(BufferSize);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferSize - buffered) Flush();
        if (bytes.Length >= BufferSize)
        {
            Write(bytes);
            return;
        }

        bytes.CopyTo(new(buffer + buffered, bytes.Length));
        buffered += bytes.Length;
    }

    /// <summary>Writes what is buffered and gives handle and buffer back.</summary>
    internal void Close()
    {
        try
        {
            Flush();
        }
        finally
        {
            NativeMemory.Free(buffer);
            buffer = null;
            handle?.Dispose();
            handle = null;
        }
    }

    private void Flush()
    {
        if (buffered == 0) return;
        int length = buffered;
        buffered = 0;
        Write(new(buffer, length));
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        handle ??= File.OpenHandle(Path, exists ? FileMode.Open : FileMode.Create, FileAccess.Write, FileShare.Read);
        exists = true;
        RandomAccess.Write(handle, bytes, written);
        written += bytes.Length;
    }
}
