using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>A flow table with the flows of some frames, which are looked up.</summary>
internal sealed unsafe class FilledTable : IDisposable
{
    private readonly ParsedFrames frames = new();
    private readonly FlowTable table = new(1024, 64);

    internal FilledTable()
    {
        frames.Parse();
        for (int i = 0; i < Operations.Batch; i++)
        {
            ParsedPacket* headers = frames[i];
            if (table.Find(in headers->key, headers->hash) == null) table.Add(in headers->key, headers->hash);
        }
    }

    internal void Find()
    {
        int missing = 0;
        for (int i = 0; i < Operations.Batch; i++)
        {
            if (table.Find(in frames[i]->key, frames[i]->hash) == null) missing++;
        }

        if (missing > 0) throw new InvalidOperationException($"{missing} flows are not found.");
    }

    public void Dispose()
    {
        frames.Dispose();
        table.Dispose();
    }
}
