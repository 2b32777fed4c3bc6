using System.Text.RegularExpressions;
using Akka.Event;

namespace Microboxes.Host.Admin.Remote;

/// <summary>Finds out whom an entry of Akka's log is about.</summary>
internal static partial class PeerText
{
    /// <summary>The peer's address and port, or nothing where the entry does not tell.</summary>
    internal static string Of(LogEvent entry)
    {
        if (Channel().Match(entry.Message.ToString()!.Split('\n')[0]) is { Success: true } channel) return Plain(channel.Groups[1].Value);
        // Actors that serve a connection carry its far end in their names, behind the near end.
        return Association().Matches(Uri.UnescapeDataString(entry.LogSource)).LastOrDefault() is { } association ? association.Groups[1].Value : "";
    }

    /// <summary>A socket of both families writes an IPv4 address in brackets, behind a prefix.</summary>
    internal static string Plain(string peer) => Mapped().Replace(peer, "$1");

    [GeneratedRegex(@"(?:->|did not provide a certificate from |incoming connection from \[)(\[?[0-9a-fA-F.:]+\]?:\d+)")]
    private static partial Regex Channel();

    [GeneratedRegex(@"akka\.ssl\.tcp://[^/@]*@([^/]*?)(?:-\d+)?(?:/|$)")]
    private static partial Regex Association();

    [GeneratedRegex(@"^\[::ffff:([0-9.]+)\](?=:\d+$)")]
    private static partial Regex Mapped();
}
