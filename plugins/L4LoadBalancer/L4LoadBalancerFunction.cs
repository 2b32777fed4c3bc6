using System.Buffers.Binary;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.L4LoadBalancer;

/// <summary>
/// Spreads the connections to one address and port over backends by a hash of their 5-tuple (paper Table 2), rewriting address and port both ways. A connection keeps its
/// backend. Settings: "service" (ADDRESS:PORT), "backends", a list of ADDRESS:PORT with "weight N" behind it. A backend's address and port serve this service only.
/// </summary>
[NetworkFunction("L4LoadBalancer", Mode = NfMode.Inline)]
internal sealed partial class L4LoadBalancerFunction : NetworkFunction<L4LoadBalancerFlow>
{
    private Backend service = null!;
    private Backend[] backends = [];
    private MaglevTable table = null!;
    private NfCounter[] connections = [];
    private NfCounter[] packets = [];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        service = Backend.Parse("service", Services.Settings.Text("service", ""));
        backends = [.. Services.Settings.List("backends").Select((text, i) => Backend.Parse($"backends:{i}", text))];
        if (backends.Length == 0) throw new NfConfigurationException("backends is empty: list at least one as ADDRESS:PORT.");
        if (Array.Find(backends, backend => backend.Address.Length != service.Address.Length) is { } other)
            throw new NfConfigurationException($"backends has '{other.Text}', of another IP version than the service '{service.Text}': write addresses of one version.");
        table = new([.. backends.Select(backend => (backend.Text, backend.Weight))]);
        connections = [.. backends.Select(backend => Services.Counters.Counter($"{backend.Text}: flows"))];
        packets = [.. backends.Select(backend => Services.Counters.Counter($"{backend.Text}: packets"))];
    }

    [Subscribe("PKT/TCP", Half = "sending", Writes = PortWrites.Header)]
    private void OnSegment(in Event e) => OnPacket(in e);

    [Subscribe("PKT/UDP", Half = "sending", Writes = PortWrites.Header)]
    private void OnDatagram(in Event e) => OnPacket(in e);

    private void OnPacket(in Event e)
    {
        ref L4LoadBalancerFlow flow = ref StateOf(e);
        if (flow.Leg == Leg.Unknown) Decide(ref flow, in KeyOf(e));
        if (flow.Leg == Leg.Foreign || e.Sender != flow.Rewritten) return;
        packets[flow.Backend].Add();
        Packet packet = PacketOf(e);
        int transport = packet.Network.Length - packet.Transport.Length;
        Span<byte> headers = WritablePacketOf(e).Headers;
        // The source stands before the destination, address and port.
        int length = service.Address.Length;
        int address = length == 4 ? 12 : 8;
        if (flow.Leg == Leg.Client) Rewrite(headers, address + length, transport + 2, backends[flow.Backend]);
        else Rewrite(headers, address, transport, service);
    }

    private void Decide(ref L4LoadBalancerFlow flow, in FlowKey key)
    {
        flow.Leg = Leg.Foreign;
        foreach (End end in (ReadOnlySpan<End>)[End.Server, End.Client])
        {
            End other = end == End.Server ? End.Client : End.Server;
            if (IsAt(service, in key, end))
            {
                flow = new() { Leg = Leg.Client, Rewritten = other, Backend = (ushort)table[Hashing.Of(in key)] };
                connections[flow.Backend].Add();
                return;
            }

            for (int backend = 0; backend < backends.Length; backend++)
            {
                if (!IsAt(backends[backend], in key, end)) continue;
                flow = new() { Leg = Leg.Backend, Rewritten = end, Backend = (ushort)backend };
                return;
            }
        }
    }

    private static bool IsAt(Backend place, in FlowKey key, End end) => key.Port(end) == place.Port && key.AddressBytes(end).SequenceEqual(place.Address);

    private static void Rewrite(Span<byte> headers, int address, int port, Backend to)
    {
        if (headers.Length < port + 2) return;
        to.Address.CopyTo(headers[address..]);
        BinaryPrimitives.WriteUInt16BigEndian(headers[port..], (ushort)to.Port);
    }
}
