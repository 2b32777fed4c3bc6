using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microboxes.Host.Commands;

/// <summary>One JSON document on its way to an output: written in large pieces, ended by a newline.</summary>
internal sealed class JsonDocumentStream : IDisposable
{
    private const int PieceSize = 1 << 16;
    private readonly Stream output;

    internal JsonDocumentStream(Stream output)
    {
        this.output = output;
        Writer = new(output, new JsonWriterOptions { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    internal Utf8JsonWriter Writer { get; }

    /// <summary>Keeps memory small however long the document is.</summary>
    internal void FlushWhenFull()
    {
        if (Writer.BytesPending > PieceSize) Writer.Flush();
    }

    public void Dispose()
    {
        Writer.Dispose();
        output.Write("\n"u8);
        output.Flush();
    }
}
