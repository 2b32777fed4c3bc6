using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>
/// Reads streams, releases each flow after some bytes and subscribes to it again some packets later, and holds what it then gets to what SUBSCRIBED said. Other handlers
/// than the one subscribed must never be called.
/// </summary>
internal sealed unsafe class ReturningNf(int releaseAfter, int returnAfter) : NetworkFunction
{
    private readonly Dictionary<ulong, Stretch> flows = [];

    internal long Returned { get; private set; }

    internal long Released { get; private set; }

    internal List<string> Faults { get; } = [];

    /// <summary>Stream bytes seen: flow, sender, offset, length and hash.</summary>
    internal List<(string Flow, End Sender, uint Offset, byte[] Bytes)> Seen { get; } = [];

    protected internal override void Declare(NfDeclaration declaration) =>
        declaration.Subscribe("DATA_READY", dynamic: true, retain: 1000).Subscribe("PKT").Subscribe("SUBSCRIBED");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            ulong ports = batch.Ports;
            if ((ports & 1) != 0 && HandlerOf(in batch.Current, 0) is >= 0 and int handler) OnData(in batch.Current, handler);
            if ((ports & 2) != 0) OnPacket(in batch.Current);
            if ((ports & 4) != 0) OnSubscribed(in batch.Current);
        }
    }

    private void OnData(in Event e, int handler)
    {
        Stretch flow = Of(in e);
        if (flow.IsReleased || handler != flow.Handler) Faults.Add($"{e.Flow} handler {handler}, released {flow.IsReleased}");
        if (flow.From is { } from)
        {
            if (Context->position < from) Faults.Add($"{e.Flow} at {Context->position} before {from}");
            if (flow.Next[(int)e.Sender] is { } next && next != e.StreamOffset) Faults.Add($"{e.Flow} {e.Sender} goes on at {e.StreamOffset} and not at {next}");
        }

        flow.Next[(int)e.Sender] = e.StreamOffset + (uint)e.Length;
        Seen.Add((KeyOf(e).ToString(), e.Sender, e.StreamOffset, BytesOf(e).ToArray()));
        CheckRetained(in e, flow);
        if (++flow.Events < releaseAfter) return;
        flow.Events = 0;
        flow.IsReleased = true;
        flow.Packets = 0;
        Released++;
        Release(e.Flow, new(0, 0));
    }

    // What stays readable behind the frontier never reaches back over a time without subscription.
    private void CheckRetained(in Event e, Stretch flow)
    {
        byte[] read = new byte[e.Length];
        int count = ReadStream(in e, e.Sender, e.StreamOffset, read);
        if (count > 0 && !read.AsSpan(0, count).SequenceEqual(BytesOf(e)[..count])) Faults.Add($"{e.Flow} retained bytes differ");
        if (flow.From != null && count == 0 && e.Length <= 1000) Faults.Add($"{e.Flow} nothing retained");
    }

    private void OnPacket(in Event e)
    {
        Stretch flow = Of(in e);
        if (!flow.IsReleased || flow.IsAwaited || ++flow.Packets < returnAfter) return;
        flow.IsAwaited = true;
        flow.Handler ^= 1;
        Subscribe(e.Flow, new(0, (byte)flow.Handler));
    }

    private void OnSubscribed(in Event e)
    {
        Stretch flow = Of(in e);
        if (!flow.IsAwaited) Faults.Add($"{e.Flow} was not awaited");
        flow.IsReleased = flow.IsAwaited = false;
        flow.From = e.SubscribedFrom;
        flow.Next[0] = e.SubscribedOffset(End.Client);
        flow.Next[1] = e.SubscribedOffset(End.Server);
        Returned++;
    }

    private Stretch Of(in Event e)
    {
        if (!flows.TryGetValue(e.Flow.Value, out Stretch? flow)) flows[e.Flow.Value] = flow = new();
        return flow;
    }

    private sealed class Stretch
    {
        internal int Events;
        internal int Packets;
        internal int Handler;
        internal bool IsReleased;
        internal bool IsAwaited;
        internal long? From;

        internal uint?[] Next { get; } = new uint?[2];
    }
}
