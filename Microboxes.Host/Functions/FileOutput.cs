namespace Microboxes.Host.Functions;

/// <summary>Writes records as lines to a file, or to standard output where the path is "-".</summary>
internal sealed class FileOutput : ThreadedOutput
{
    private const int BufferSize = 1 << 16;
    private readonly string path;
    private readonly Stream stream;

    /// <exception cref="OutputException">The file cannot be made.</exception>
    internal FileOutput(string path, WhenFull policy)
        : base("output " + path, policy)
    {
        this.path = path;
        stream = Open(path);
    }

    protected override void WriteBlock(OutputBlock block)
    {
        int position = 0;
        while (block.Next(ref position, out long _, out ReadOnlySpan<byte> record))
        {
            stream.Write(record);
            stream.WriteByte((byte)'\n');
        }
    }

    protected override void FlushWritten() => stream.Flush();

    protected override void CloseFiles() => stream.Dispose();

    protected override string Explain(Exception e) => $"Nothing more is written to {path}: {e.Message}";

    private static Stream Open(string path)
    {
        try
        {
            return path == "-"
                ? new BufferedStream(Console.OpenStandardOutput(), BufferSize)
                : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OutputException($"The output {path} cannot be written: {e.Message}", e);
        }
    }
}
