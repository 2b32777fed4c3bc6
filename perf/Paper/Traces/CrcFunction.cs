using System.Buffers.Binary;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Paper.Traces;

/// <summary>Takes each direction's CRC-32, for a comparison with libnids connection by connection.</summary>
[NetworkFunction("Crc", Mode = NfMode.Tap)]
internal sealed partial class CrcFunction : NetworkFunction<CrcFlow>
{
    private const int SequenceField = 4;

    /// <summary>Every flow that ended, by <see cref="Connection.Key"/>.</summary>
    internal Dictionary<string, Connection> Connections { get; } = [];

    [Subscribe("PKT/TCP/SYN", Half = "sending", Sender = "client")]
    private void OnSyn(in Event e)
    {
        ref CrcFlow flow = ref StateOf(e);
        if (flow.First == 0) flow.First = BinaryPrimitives.ReadUInt32BigEndian(PacketOf(e).Transport[SequenceField..]) + 1;
    }

    [Subscribe("DATA_READY")]
    private void OnData(in Event e) => HalfOf(e).Add(BytesOf(e));

    [Subscribe("ANOMALY/GAP")]
    private void OnGap(in Event e) => HalfOf(e).Gap();

    [Subscribe("FLOW/END")]
    private void OnEnd(in Event e)
    {
        ref CrcFlow flow = ref StateOf(e);
        ref readonly FlowKey key = ref KeyOf(e);
        string name = $"{key.Address(End.Client)}:{key.Port(End.Client)} {key.Address(End.Server)}:{key.Port(End.Server)} {flow.First}";
        Connections[name] = new(name, flow.Client, flow.Server);
    }

    private ref CrcHalf HalfOf(in Event e)
    {
        ref CrcFlow flow = ref StateOf(e);
        return ref e.Sender == End.Client ? ref flow.Client : ref flow.Server;
    }
}
