using System.Net;
using System.Security.Cryptography;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>What is true of a generated connection, computed from the options alone.</summary>
/// <param name="Client">Who sends the first SYN.</param>
/// <param name="Server">The other end.</param>
/// <param name="OuterVlan">The outermost tag's VLAN identifier, or 0.</param>
/// <param name="InnerVlan">The second tag's VLAN identifier, or 0.</param>
/// <param name="Traits">How it is opened and closed.</param>
/// <param name="FromClient">The client's stream.</param>
/// <param name="FromServer">The server's stream.</param>
internal sealed record FlowTruth(
    IPEndPoint Client, IPEndPoint Server, int OuterVlan, int InnerVlan, FlowTraits Traits, StreamTruth FromClient, StreamTruth FromServer)
{
    /// <summary>Computes the truth of a flow.</summary>
    internal static FlowTruth Of(TrafficOptions options, long flow) => Of(new FlowPlan(options), flow);

    /// <summary>Computes the truth of a flow.</summary>
    internal static FlowTruth Of(FlowPlan plan, long flow)
    {
        FlowTraits traits = plan.Traits(plan.Key(flow));
        bool isIpv6 = (traits & FlowTraits.Ipv6) != 0;
        return new(
            FlowAddress.EndPoint(flow, End.Client, isIpv6),
            FlowAddress.EndPoint(flow, End.Server, isIpv6),
            plan.Options.VlanTags > 0 ? FlowAddress.Vlan(flow, 0) : 0,
            plan.Options.VlanTags > 1 ? FlowAddress.Vlan(flow, 1) : 0,
            traits,
            Stream(plan, flow, traits, End.Client),
            Stream(plan, flow, traits, End.Server));
    }

    private static StreamTruth Stream(FlowPlan plan, long flow, FlowTraits traits, End sender)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<(long Offset, long Length)> gaps = [];
        byte[] segment = new byte[plan.Options.Mss];
        long total = plan.Exchange.StreamLength(sender);
        long seen = 0;
        ulong key = plan.Key(flow);
        for (long offset = 0; offset < total;)
        {
            long message = plan.Exchange.MessageLength(sender);
            int length = (int)Math.Min(segment.Length, message - (offset % message));
            bool isLast = sender == End.Server && offset + length == total;
            if (plan.IsGap(key, traits, sender, offset, isLast))
            {
                AddGap(gaps, offset, length);
            }
            else
            {
                plan.Exchange.Fill(flow, sender, offset, segment.AsSpan(0, length));
                hash.AppendData(segment, 0, length);
                seen += length;
            }

            offset += length;
        }

        return new(seen, Convert.ToHexStringLower(hash.GetHashAndReset()), gaps);
    }

    private static void AddGap(List<(long Offset, long Length)> gaps, long offset, int length)
    {
        if (gaps.Count > 0 && gaps[^1].Offset + gaps[^1].Length == offset) gaps[^1] = (gaps[^1].Offset, gaps[^1].Length + length);
        else gaps.Add((offset, length));
    }
}
