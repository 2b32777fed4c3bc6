using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Bytes of an object: each word of eight is one multiplication of its position, so that 1460 bytes cost about 60 ns.</summary>
internal static class BodyBytes
{
    /// <summary>Writes the object's bytes from a position on.</summary>
    internal static void Fill(ulong key, long position, Span<byte> destination)
    {
        ulong word = (ulong)position / 8;
        int skipped = (int)(position % 8);
        if (skipped != 0)
        {
            int length = Math.Min(8 - skipped, destination.Length);
            FillPart(Word(key, word++), skipped, destination[..length]);
            destination = destination[length..];
        }

        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(destination);
        for (int i = 0; i < words.Length; i++) words[i] = Word(key, word++);
        FillPart(Word(key, word), 0, destination[(words.Length * 8)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ulong key, ulong index)
    {
        ulong bits = (key + index) * 0x9E37_79B9_7F4A_7C15;
        return bits ^ (bits >> 32);
    }

    private static void FillPart(ulong word, int skipped, Span<byte> destination)
    {
        word >>= skipped * 8;
        for (int i = 0; i < destination.Length; i++, word >>= 8) destination[i] = (byte)word;
    }
}
