using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Digest;

/// <summary>Writes a flow's line.</summary>
internal sealed class DigestRecord(Sha256? hash)
{
    private readonly JsonRecord json = new();

    internal ReadOnlySpan<byte> Tcp(in FlowKey key, in DigestFlow flow, TcpSnapshot last)
    {
        Begin(key);
        TcpHalf("c2s"u8, flow.Client);
        TcpHalf("s2c"u8, flow.Server);
        json.Text("closed_by"u8, flow.ClosedBy);
        State(last);
        return json.Text("history"u8, flow.History.Letters)
            .Number("retransmissions"u8, flow.Retransmissions)
            .Number("out_of_order"u8, flow.OutOfOrder)
            .Number("anomalies"u8, flow.Anomalies)
            .EndObject().Written;
    }

    internal ReadOnlySpan<byte> Other(in FlowKey key, in DigestFlow flow)
    {
        Begin(key);
        json.Text("protocol"u8, key.Protocol.Name());
        BeginHalf("c2s"u8, flow.Client).EndObject();
        BeginHalf("s2c"u8, flow.Server).EndObject();
        return json.Number("anomalies"u8, flow.Anomalies).EndObject().Written;
    }

    private void Begin(in FlowKey key)
    {
        json.Clear().BeginObject().Number("ip"u8, key.IpVersion);
        json.BeginArray("client"u8).Address(default, key.AddressBytes(End.Client)).Number(default, key.Port(End.Client)).EndArray();
        json.BeginArray("server"u8).Address(default, key.AddressBytes(End.Server)).Number(default, key.Port(End.Server)).EndArray();
        if (!key.IsTagged)
        {
            json.Null("vlan"u8);
            return;
        }

        Span<byte> digits = stackalloc byte[8];
        key.OuterVlan.TryFormat(digits, out int length);
        json.Text("vlan"u8, digits[..length]);
    }

    private void TcpHalf(ReadOnlySpan<byte> name, in DigestHalf half)
    {
        BeginHalf(name, half).Number("stream_bytes"u8, half.StreamBytes);
        if (hash != null) Hash(half);
        json.BeginArray("gaps"u8);
        foreach (Gap gap in half.Gaps.All) json.BeginArray().Number(default, gap.Offset).Number(default, gap.Length).EndArray();
        json.EndArray().Number("syn"u8, half.Syn).Number("synack"u8, half.SynAck).Number("fin"u8, half.Fin).Number("rst"u8, half.Rst).EndObject();
    }

    private JsonRecord BeginHalf(ReadOnlySpan<byte> name, in DigestHalf half) =>
        json.BeginObject(name).Number("packets"u8, half.Packets).Number("payload_bytes_on_wire"u8, half.PayloadBytes);

    private void Hash(in DigestHalf half)
    {
        Span<byte> result = stackalloc byte[Sha256State.HashSize];
        half.Hash(hash!, result);
        json.Hexadecimal("sha256"u8, result);
    }

    // One word where both ends are in the same state, else the client's and the server's.
    private void State(in TcpSnapshot last)
    {
        Span<byte> text = stackalloc byte[32];
        ReadOnlySpan<byte> client = last.State(End.Client).Name();
        ReadOnlySpan<byte> server = last.State(End.Server).Name();
        client.CopyTo(text);
        int length = client.Length;
        if (!client.SequenceEqual(server))
        {
            text[length++] = (byte)'/';
            server.CopyTo(text[length..]);
            length += server.Length;
        }

        json.Text("state"u8, text[..length]);
    }
}
