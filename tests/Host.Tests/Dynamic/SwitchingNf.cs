using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>
/// An NF with two dynamic ports, DATA_READY and PKT: by the flow's client port it switches handlers at one event and releases the one port, the other or both at another.
/// </summary>
internal sealed class SwitchingNf : LoggingNf
{
    private const int Data = 0;
    private const int Packets = 1;
    private readonly Dictionary<ulong, int> seen = [];

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe("DATA_READY", dynamic: true).Subscribe("PKT", half: "both", dynamic: true).Subscribe("FLOW");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ulong ports = batch.Ports;
            if ((ports & 1) != 0 && HandlerOf(in batch.Current, Data) is >= 0 and int data) On(in batch.Current, $"data{data}");
            if ((ports & 2) != 0 && HandlerOf(in batch.Current, Packets) is >= 0 and int packet) On(in batch.Current, $"packet{packet}");
            if ((ports & 4) != 0) Log(in batch.Current, "flow");
        }
    }

    private void On(in Event e, string handler)
    {
        Log(in e, handler);
        int count = seen[e.Flow.Value] = seen.GetValueOrDefault(e.Flow.Value) + 1;
        int kind = KeyOf(e).Port(End.Client) % 5;
        if (count == 4 && kind != 0) Subscribe(e.Flow, new(Data, 2));
        if (count == 6 && kind is 1 or 2) Subscribe(e.Flow, new(Packets, 1));
        if (count == 9 && kind is 2 or 4) Release(e.Flow, new(Data, 0));
        if (count == 9 && kind is 3 or 4) Release(e.Flow, new(Packets, 0));
    }
}
