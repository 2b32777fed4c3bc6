using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Testing.Functions;

/// <summary>Where an NF under test publishes: keeps a copy of every event.</summary>
internal sealed unsafe class RecordedPublications : IDisposable
{
    private const int Slots = 64;
    private readonly PublishedRing ring;
    private readonly string[] paths;
    private long seen = -1;

    internal RecordedPublications(IReadOnlyList<Publication> publications, EventTypeIds types)
    {
        paths = [.. publications.Select(p => p.Type)];
        ring = new(Slots, [.. publications.Select(p => new PublishedType(types.Of(p.Type), p.PayloadSize, p.MostPerEvent))], 1);
        PublishContext* context = ring.Context;
        context->flowless = 1;
        for (int i = 0; i < publications.Count; i++)
        {
            for (int ends = 0; ends < PublicationContext.EndCombinations; ends++) context->publications[i].masks[ends] = 1;
        }
    }

    internal PublishContext* Context => ring.Context;

    internal long Refused => ring.Refused;

    /// <summary>Path, flow and payload of each.</summary>
    internal List<(string Type, FlowId Flow, byte[] Payload)> Events { get; } = [];

    internal void Begin()
    {
        ring.Begin();
        ring.Context->BeginEvent();
    }

    internal void End()
    {
        while (seen < ring.Context->claimed)
        {
            Event* e = ring.Ring.Slots + (++seen & ring.Ring.IndexMask);
            string path = paths[Enumerable.Range(0, paths.Length).First(i => ring.Context->publications[i].type == e->type)];
            Events.Add((path, e->Flow, new ReadOnlySpan<byte>((void*)e->detail, (int)e->length).ToArray()));
        }

        ring.Show();
    }

    public void Dispose() => ring.Dispose();
}
