using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Microboxes.Paper.Charts;

/// <summary>A chart as pixels, and those as a PNG file (RFC 2083): one IDAT chunk of true colour, rows unfiltered.</summary>
internal sealed class PngCanvas : ICanvas
{
    private const int Channels = 3;
    private const uint Ink = 0x33_33_33;
    private readonly int width;
    private readonly int height;
    private readonly byte[] pixels;

    internal PngCanvas(int width, int height)
    {
        this.width = width;
        this.height = height;
        pixels = new byte[width * height * Channels];
        Array.Fill(pixels, byte.MaxValue);
    }

    public void Rectangle(double x, double y, double width, double height, uint colour)
    {
        for (int row = (int)y; row < (int)(y + height); row++)
        {
            for (int column = (int)x; column < (int)(x + width); column++) Set(column, row, colour);
        }
    }

    public void Text(double x, double y, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            ReadOnlySpan<byte> glyph = PixelFont.Of(text[i]);
            for (int dot = 0; dot < glyph.Length * PixelFont.Width; dot++)
            {
                (int row, int column) = Math.DivRem(dot, PixelFont.Width);
                if ((glyph[row] >> (PixelFont.Width - 1 - column) & 1) != 0) Set((int)x + (i * (PixelFont.Width + 1)) + column, (int)y - PixelFont.Height + row, Ink);
            }
        }
    }

    internal byte[] Finish()
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compress());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private void Set(int x, int y, uint colour)
    {
        if ((uint)x >= (uint)width || (uint)y >= (uint)height) return;
        int at = ((y * width) + x) * Channels;
        (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
    }

    private byte[] Compress()
    {
        using MemoryStream compressed = new();
        using (ZLibStream deflate = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels, row * width * Channels, width * Channels);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
        }

        return ~crc;
    }
}
