using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>Keeps every stream whole, by flow and sender.</summary>
internal sealed class EventListOfStreams : NetworkFunction
{
    private readonly Dictionary<(string, End), List<byte>> streams = [];

    internal byte[] BytesOf(string flow, End sender, uint offset, int length) => [.. streams[(flow, sender)].Skip((int)offset).Take(length)];

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("DATA_READY").Subscribe("ANOMALY/GAP");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Event e = batch.Current;
            if (!streams.TryGetValue((KeyOf(e).ToString(), e.Sender), out List<byte>? stream)) streams[(KeyOf(e).ToString(), e.Sender)] = stream = [];
            stream.AddRange(e.Type == EventTypes.DataReady ? BytesOf(e) : new byte[e.Length]);
        }
    }
}
