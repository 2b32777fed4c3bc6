using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin;

/// <summary>Messages as bytes, the same on every channel. The version is looked at before anything else is made of them.</summary>
internal static class AdminWire
{
    /// <summary>Version of the set of messages; both ends must speak the same.</summary>
    internal const int Protocol = 1;

    /// <summary>No message is longer: a configuration file is a few kilobytes.</summary>
    internal const int LongestMessage = 256 * 1024;

    /// <summary>This program's version, for sentences.</summary>
    internal static string Version { get; } =
        typeof(AdminWire).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal static byte[] Write(AdminCall call) => JsonSerializer.SerializeToUtf8Bytes(call, AdminJson.Default.AdminCall);

    internal static byte[] Write(AdminAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, AdminJson.Default.AdminAnswer);

    /// <exception cref="AdminVersionException">The sender speaks another version.</exception>
    /// <exception cref="JsonException">It is none of the messages.</exception>
    internal static AdminCall ReadCall(ReadOnlySpan<byte> bytes)
    {
        CheckVersion(bytes);
        return Read(bytes, AdminJson.Default.AdminCall);
    }

    /// <exception cref="AdminVersionException">The sender speaks another version.</exception>
    /// <exception cref="JsonException">It is none of the messages.</exception>
    internal static AdminAnswer ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        CheckVersion(bytes);
        return Read(bytes, AdminJson.Default.AdminAnswer);
    }

    private static T Read<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("It is null.");
        }
        catch (NotSupportedException e)
        {
            // So says the serializer of a message that names no kind.
            throw new JsonException("It names no message.", e);
        }
    }

    private static void CheckVersion(ReadOnlySpan<byte> bytes)
    {
        Utf8JsonReader reader = new(bytes);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("protocol"u8, out JsonElement protocol) || !protocol.TryGetInt32(out int number))
            throw new JsonException("It names no protocol.");
        if (number == Protocol) return;
        string version = root.TryGetProperty("version"u8, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        throw new AdminVersionException(number, version.Length is > 0 and < 64 ? version : "an unknown version");
    }
}
