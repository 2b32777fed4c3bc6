namespace Microboxes.Host.Commands;

/// <summary>Lines of a table on their way to an output, as bytes: columns padded with spaces, none of them at the end of a line.</summary>
internal sealed class TableWriter(Stream output)
{
    private const int Margin = 4096;
    private byte[] buffer = new byte[1 << 16];
    private int length;

    internal void Write(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    internal void Spaces(int count)
    {
        if (count <= 0) return;
        Reserve(count);
        buffer.AsSpan(length, count).Fill((byte)' ');
        length += count;
    }

    /// <summary>A column whose texts begin one below the other.</summary>
    internal void Left(ReadOnlySpan<byte> text, int width)
    {
        Write(text);
        Spaces(width - text.Length);
    }

    /// <summary>A column whose texts end one below the other.</summary>
    internal void Right(ReadOnlySpan<byte> text, int width)
    {
        Spaces(width - text.Length);
        Write(text);
    }

    internal void EndLine()
    {
        while (length > 0 && buffer[length - 1] == ' ') length--;
        Write("\n"u8);
        if (length > buffer.Length - Margin) Flush();
    }

    internal void Flush()
    {
        output.Write(buffer, 0, length);
        length = 0;
    }

    private void Reserve(int bytes)
    {
        if (length + bytes > buffer.Length) Array.Resize(ref buffer, Math.Max(2 * buffer.Length, length + bytes));
    }
}
