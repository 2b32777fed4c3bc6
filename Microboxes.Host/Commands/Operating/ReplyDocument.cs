using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Microboxes.Host.Commands.Operating;

/// <summary>A plane's reply as the document of --json.</summary>
internal static class ReplyDocument
{
    internal static void Write(Stream output, object reply, JsonTypeInfo type)
    {
        using JsonDocumentStream document = new(output);
        JsonSerializer.Serialize(document.Writer, reply, type);
    }
}
