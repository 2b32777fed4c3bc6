using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>Writes a flow's line.</summary>
internal sealed class LoggerRecord
{
    private readonly JsonRecord json = new();

    internal ReadOnlySpan<byte> Write(in FlowKey key, in LoggerFlow flow)
    {
        Identity(key, flow);
        Sizes(flow);
        State(key, flow);
        Counts(flow);
        if (key.IsTagged) json.Number("vlan"u8, key.OuterVlan);
        if (key.InnerVlan != 0) json.Number("inner_vlan"u8, key.InnerVlan);
        Span<byte> community = stackalloc byte[CommunityId.Length];
        CommunityId.Format(key, flow.IcmpType, flow.IcmpCode, community);
        return json.Text("community_id"u8, community).EndObject().Written;
    }

    private void Identity(in FlowKey key, in LoggerFlow flow)
    {
        Span<byte> uid = stackalloc byte[ConnectionUid.Length];
        ConnectionUid.Format(key, flow.Number, flow.First, uid);
        bool icmp = IsIcmp(key);
        json.Clear().BeginObject()
            .Seconds("ts"u8, flow.First)
            .Text("uid"u8, uid)
            .Address("id.orig_h"u8, key.AddressBytes(End.Client))
            .Number("id.orig_p"u8, icmp ? flow.IcmpType : key.Port(End.Client))
            .Address("id.resp_h"u8, key.AddressBytes(End.Server))
            .Number("id.resp_p"u8, icmp ? flow.IcmpCode : key.Port(End.Server))
            .Text("proto"u8, icmp ? "icmp"u8 : key.Protocol.Name());
    }

    // As Zeek does: one packet has no duration, and its size says nothing about the connection's.
    private void Sizes(in LoggerFlow flow)
    {
        if (flow.Last <= flow.First) return;
        json.Seconds("duration"u8, flow.Last - flow.First).Number("orig_bytes"u8, flow.Client.Bytes).Number("resp_bytes"u8, flow.Server.Bytes);
    }

    private void State(in FlowKey key, in LoggerFlow flow)
    {
        json.Text("conn_state"u8, key.Protocol switch
        {
            IpProtocol.Tcp => ConnectionState.OfTcp(flow.Client.State, flow.Server.State),
            IpProtocol.Udp => ConnectionState.OfUdp(flow.Client.Packets, flow.Server.Packets),
            _ => "OTH"u8,
        });
        json.Number("missed_bytes"u8, flow.MissedBytes);
        if (key.Protocol == IpProtocol.Tcp) json.Text("history"u8, flow.History.Letters);
        else if (key.Protocol == IpProtocol.Udp) json.Text("history"u8, UdpHistory(flow));
    }

    private static ReadOnlySpan<byte> UdpHistory(in LoggerFlow flow) =>
        flow.Client.Packets == 0 ? "d"u8 : flow.Server.Packets == 0 ? "D"u8 : "Dd"u8;

    private void Counts(in LoggerFlow flow) => json
        .Number("orig_pkts"u8, flow.Client.Packets)
        .Number("orig_ip_bytes"u8, flow.Client.IpBytes)
        .Number("resp_pkts"u8, flow.Server.Packets)
        .Number("resp_ip_bytes"u8, flow.Server.IpBytes);

    private static bool IsIcmp(in FlowKey key) => key.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6;
}
