using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Everything about a generated connection that depends on the options and its number alone.</summary>
internal sealed class FlowPlan
{
    private readonly ulong gaps;
    private readonly ulong ipv6;
    private readonly ulong resets;
    private readonly ulong wraps;
    private readonly ulong simultaneous;
    private readonly ulong stayOpen;

    internal FlowPlan(TrafficOptions options)
    {
        Options = options;
        Exchange = new(options);
        gaps = Draw.Threshold(options.Gaps);
        ipv6 = Draw.Threshold(options.Ipv6);
        resets = Draw.Threshold(options.Resets);
        wraps = Draw.Threshold(options.Wraps);
        simultaneous = Draw.Threshold(options.SimultaneousOpens);
        stayOpen = Draw.Threshold(options.StayOpen);
    }

    internal TrafficOptions Options { get; }

    /// <summary>What the two ends say to each other.</summary>
    internal HttpExchange Exchange { get; }

    /// <summary>What all draws for a flow start from.</summary>
    internal ulong Key(long flow) => Draw.Bits(Options.Seed + (ulong)Purpose.Flow, (ulong)flow);

    internal FlowTraits Traits(ulong key)
    {
        FlowTraits traits = FlowTraits.None;
        if (Happens(key, Purpose.Ipv6, ipv6)) traits |= FlowTraits.Ipv6;
        if (Happens(key, Purpose.SimultaneousOpen, simultaneous)) traits |= FlowTraits.SimultaneousOpen;
        if (Happens(key, Purpose.StayOpen, stayOpen)) traits |= FlowTraits.StaysOpen;
        else if (Happens(key, Purpose.Reset, resets)) traits |= FlowTraits.Reset;
        return traits | Closing(key, traits);
    }

    /// <summary>The initial sequence number of one end.</summary>
    internal uint InitialSequence(ulong key, End sender)
    {
        ulong bits = Draw.Bits(key, (ulong)(sender == End.Client ? Purpose.ClientIsn : Purpose.ServerIsn));
        if (!Happens(key, Purpose.Wrap, wraps)) return (uint)bits;
        // The first byte has the number after this one: somewhere in the stream, or just behind it, is 0.
        ulong stream = (ulong)Exchange.StreamLength(sender);
        return unchecked(uint.MaxValue - (uint)(bits % Math.Min(stream + 1, uint.MaxValue)));
    }

    /// <summary>True when the capture never sees the segment that starts at an offset. The one that carries a FIN is always seen.</summary>
    internal bool IsGap(ulong key, FlowTraits traits, End sender, long offset, bool isLast) =>
        gaps != 0 && !(isLast && (traits & FlowTraits.FinOnData) != 0)
        && Draw.Happens(Draw.Bits(key + (ulong)Purpose.Gap + (ulong)sender, (ulong)offset), gaps);

    private static FlowTraits Closing(ulong key, FlowTraits traits)
    {
        ulong bits = Draw.Bits(key, (ulong)Purpose.Closing);
        FlowTraits closing = (bits & 1) != 0 ? FlowTraits.ClientCloses : FlowTraits.None;
        if ((bits & 2) != 0) closing |= FlowTraits.SeparateAck;
        bool mayRide = closing == FlowTraits.None && (traits & (FlowTraits.Reset | FlowTraits.StaysOpen)) == 0;
        return mayRide ? FlowTraits.FinOnData : closing;
    }

    private static bool Happens(ulong key, Purpose purpose, ulong threshold) => Draw.Happens(Draw.Bits(key, (ulong)purpose), threshold);
}
