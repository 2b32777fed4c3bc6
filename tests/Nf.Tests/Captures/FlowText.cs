using System.Text.Json;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>A TCP flow in words that compare: goldens and Digest's records use the same names.</summary>
/// <param name="Ends">Version, client, server.</param>
/// <param name="Vlan">The outermost VLAN, or nothing.</param>
/// <param name="Counts">Packets, payload bytes and flags of both ends, and how the connection was closed.</param>
/// <param name="Streams">Bytes, hash and gaps of both streams.</param>
/// <param name="HasHandshake">Both SYNs were seen.</param>
/// <param name="PayloadBytes">Of both ends, on the wire.</param>
/// <param name="StreamBytes">Of both ends, delivered.</param>
internal sealed record FlowText(string Ends, string Vlan, string Counts, string Streams, bool HasHandshake, long PayloadBytes, long StreamBytes)
{
    internal static FlowText Of(JsonElement flow)
    {
        JsonElement client = flow.GetProperty("c2s");
        JsonElement server = flow.GetProperty("s2c");
        return new(
            $"IPv{flow.GetProperty("ip")} {End(flow, "client")} > {End(flow, "server")}",
            $"{flow.GetProperty("vlan")}",
            $"{Count(client)}; {Count(server)}; {flow.GetProperty("closed_by")}",
            $"{Stream(client)}; {Stream(server)}",
            client.GetProperty("syn").GetInt32() > 0 && server.GetProperty("synack").GetInt32() > 0,
            Both(flow, "payload_bytes_on_wire"),
            Both(flow, "stream_bytes"));
    }

    /// <summary>A whole flow, on two lines.</summary>
    internal string All => $"{Ends} vlan '{Vlan}' {Counts}\n    {Streams}";

    /// <summary>What no repetition, order or cutting of segments may change.</summary>
    internal string Content => $"{Ends}\n    {Streams}";

    /// <summary>Whole flows in an order of their own.</summary>
    internal static IEnumerable<string> Sorted(IEnumerable<FlowText> flows) => flows.Select(flow => flow.All).Order(StringComparer.Ordinal);

    private static long Both(JsonElement flow, string count) => flow.GetProperty("c2s").GetProperty(count).GetInt64() + flow.GetProperty("s2c").GetProperty(count).GetInt64();

    private static string End(JsonElement flow, string name) => $"{flow.GetProperty(name)[0]} {flow.GetProperty(name)[1]}";

    private static string Count(JsonElement half) =>
        $"{half.GetProperty("packets")} packets {half.GetProperty("payload_bytes_on_wire")} bytes syn {half.GetProperty("syn")} synack {half.GetProperty("synack")} "
        + $"fin {half.GetProperty("fin")} rst {half.GetProperty("rst")}";

    private static string Stream(JsonElement half)
    {
        IEnumerable<string> gaps = half.GetProperty("gaps").EnumerateArray().Select(gap => $"[{gap[0]} {gap[1]}]");
        return $"{half.GetProperty("stream_bytes")} bytes {half.GetProperty("sha256")} gaps {string.Concat(gaps)}";
    }
}
