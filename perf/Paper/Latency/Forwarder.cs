using Microboxes.Host.Lanes;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Latency;

/// <summary>An NF that only forwards: takes a pointer from its queue, looks at the frame's addresses and puts the pointer into the next queue.</summary>
internal sealed unsafe class Forwarder : IDutyCycle
{
    private readonly RingBuffer<nint> input;
    private readonly RingBuffer<nint> output;
    private readonly Sequence taken = new();
    private long position = Sequence.Initial;
    private ulong addresses;

    internal Forwarder(RingBuffer<nint> input, RingBuffer<nint> output)
    {
        this.input = input;
        this.output = output;
        input.GateOn(taken);
    }

    public string Name => "forwarder";

    public bool IsComplete => position == input.Cursor.Value;

    /// <summary>Of all addresses seen, so that looking cannot be left out.</summary>
    internal ulong Addresses => addresses;

    public int DoWork(int budget)
    {
        long available = Math.Min(input.Cursor.Value, position + Math.Min(budget, output.Free));
        if (available <= position) return 0;
        int done = (int)(available - position);
        while (position < available)
        {
            nint packet = input.Slots[++position & input.IndexMask];
            addresses += *(ulong*)((PacketDescriptor*)packet)->data;
            *output.Claim(0) = packet;
        }

        output.Publish();
        taken.Publish(position);
        return done;
    }
}
