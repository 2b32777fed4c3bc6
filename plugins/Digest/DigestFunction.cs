using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Digest;

/// <summary>
/// Counts each flow's packets and hashes both its streams; writes one line of JSON when the flow ends, ordered by the number of its first packet.
/// Setting "hash" (true): leave the hashes out where only counts are wanted.
/// </summary>
[NetworkFunction("Digest")]
internal sealed partial class DigestFunction : NetworkFunction<DigestFlow>
{
    private Sha256? hash;
    private DigestRecord record = new(null);

    /// <inheritdoc/>
    protected override void OnStart()
    {
        hash = Services.Settings.Flag("hash", true) ? Sha256.Fastest() : null;
        record = new(hash);
    }

    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        // An ICMP error that quotes this flow is no packet of it.
        if (e.Type == EventTypes.IcmpPacket && KeyOf(e).Protocol is not (IpProtocol.Icmp or IpProtocol.IcmpV6)) return;
        StateOf(e).Count(e, PacketOf(e));
    }

    [Subscribe("DATA_READY")]
    private void OnData(in Event e) => StateOf(e).Of(e.Sender).Data(BytesOf(e), hash);

    [Subscribe("ANOMALY")]
    private void OnAnomaly(in Event e)
    {
        ref DigestFlow flow = ref StateOf(e);
        flow.Anomalies++;
        if (!e.Type.Is(EventTypes.Gap)) return;
        flow.Of(e.Sender).Gap(e.Length);
        flow.History.Gap(e.Sender);
    }

    [Subscribe("FLOW/END")]
    private void OnEnd(in Event e)
    {
        ref DigestFlow flow = ref StateOf(e);
        ref readonly FlowKey key = ref KeyOf(e);
        Services.Output.Write(flow.First - 1, key.Protocol == IpProtocol.Tcp ? record.Tcp(key, flow, e.Snapshot) : record.Other(key, flow));
        flow.Free();
    }
}
