using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Devices.Captures;

/// <summary>The bytes of a capture in memory: a mapped file, or a copy of an input that cannot be mapped.</summary>
internal sealed unsafe partial class CaptureFile : IDisposable
{
    // Pages are made present this far ahead at once: one call per 8 MiB instead of one fault per 64 KiB.
    private const long Window = 8L << 20;
    private const int PopulateRead = 22; // MADV_POPULATE_READ, Linux 5.14

    private readonly MemoryMappedFile? map;
    private readonly MemoryMappedViewAccessor? view;
    private byte* copy;
    private byte* present;

    private CaptureFile(string path, MemoryMappedFile map, long length)
    {
        Path = path;
        Length = length;
        this.map = map;
        // Copy on write: an NF that edits a packet edits its own copy of the page, never the file.
        view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.CopyOnWrite);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        Start = pointer;
        present = pointer;
    }

    private CaptureFile(string path, byte* copy, long length)
    {
        Path = path;
        Length = length;
        this.copy = copy;
        Start = copy;
        present = copy + length;
    }

    /// <summary>As the user wrote it.</summary>
    internal string Path { get; }

    /// <summary>First byte.</summary>
    internal byte* Start { get; }

    /// <summary>One past the last byte.</summary>
    internal byte* End => Start + Length;

    /// <summary>Bytes there are.</summary>
    internal long Length { get; }

    /// <summary>Opens a file, or standard input for "-".</summary>
    internal static CaptureFile Open(string path)
    {
        try
        {
            return path == "-" ? Copy(path, Console.OpenStandardInput()) : OpenFile(path);
        }
        catch (FileNotFoundException e)
        {
            throw new DeviceException($"{path}: there is no such file; check the path.", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new DeviceException($"{path}: the folder of this file does not exist; check the path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DeviceException($"{path}: no permission to read this file; check its owner and mode.", e);
        }
        catch (IOException e)
        {
            throw new DeviceException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Makes the pages a reader at <paramref name="at"/> needs next present. Cheap when they are.</summary>
    internal void Approach(byte* at)
    {
        if (at + (Window / 4) >= present && present < End) Populate(at);
    }

    public void Dispose()
    {
        view?.SafeMemoryMappedViewHandle.ReleasePointer();
        view?.Dispose();
        map?.Dispose();
        NativeMemory.Free(copy);
        copy = null;
    }

    private static CaptureFile OpenFile(string path)
    {
        if (Directory.Exists(path)) throw new DeviceException($"{path}: is a folder; name a capture file in it.");
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        if (!stream.CanSeek) return Copy(path, stream);
        long length = stream.Length;
        if (length == 0)
        {
            stream.Dispose();
            throw new DeviceException($"{path}: the file is empty; a capture has at least a header of 24 bytes.");
        }

        return new(path, MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, false), length);
    }

    private static CaptureFile Copy(string path, Stream input)
    {
        using Stream source = input;
        long capacity = 1 << 20;
        long length = 0;
        byte* memory = (byte*)NativeMemory.Alloc((nuint)capacity);
        for (int read = -1; read != 0; length += read)
        {
            if (length == capacity) memory = (byte*)NativeMemory.Realloc(memory, (nuint)(capacity *= 2));
            read = source.Read(new Span<byte>(memory + length, (int)Math.Min(capacity - length, 1 << 20)));
        }

        if (length != 0) return new(path, memory, length);
        NativeMemory.Free(memory);
        throw new DeviceException($"{path}: the input is empty; a capture has at least a header of 24 bytes.");
    }

    private void Populate(byte* at)
    {
        byte* from = present > at ? present : Start + ((at - Start) & ~4095L);
        long length = Math.Min(Window, End - from);
        present = from + length;
        // A hint only: an older kernel says EINVAL, and the pages come by ordinary faults.
        if (OperatingSystem.IsLinux()) _ = Advise(from, (nuint)length, PopulateRead);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
