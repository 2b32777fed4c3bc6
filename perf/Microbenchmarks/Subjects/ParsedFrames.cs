using Microboxes.Host.Flows;
using Microboxes.Host.Memory;
using Microboxes.Host.Stacks.Network;
using Microboxes.Paper.Workloads;
using Microboxes.Plugins.Events;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>Frames whose headers are read.</summary>
internal sealed unsafe class ParsedFrames : IDisposable
{
    private readonly Workload workload = Workload.Generate("frames", "flows=64,concurrent=64,size=64");
    private readonly NativeRegion descriptors = new(Operations.Batch * sizeof(PacketDescriptor));
    private readonly NativeRegion parsed = new(Operations.Batch * sizeof(ParsedPacket));
    private readonly FrameParser parser = new(false, false, FlowHash.CreateRandom());

    internal ParsedFrames()
    {
        PassGate gate = new();
        gate.Open(Operations.Batch);
        WorkloadReader reader = new(workload, gate);
        for (int taken = 0; taken < Operations.Batch;) taken += reader.Receive((PacketDescriptor*)descriptors.Start + taken, Operations.Batch - taken);
    }

    internal void Parse()
    {
        PacketDescriptor* packet = (PacketDescriptor*)descriptors.Start;
        ParsedPacket* headers = (ParsedPacket*)parsed.Start;
        for (int i = 0; i < Operations.Batch; i++) parser.Parse(packet + i, headers + i);
    }

    /// <summary>A frame's headers.</summary>
    internal ParsedPacket* this[int index] => (ParsedPacket*)parsed.Start + index;

    public void Dispose()
    {
        workload.Dispose();
        descriptors.Dispose();
        parsed.Dispose();
    }
}
