using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Tests.Listing;

/// <summary>What one NF met, in its order, as lines to compare.</summary>
internal sealed class ListingLog
{
    internal List<string> Lines { get; } = [];

    internal void Packet(string what, in FlowKey key, in Event e, in Packet packet) => Lines.Add($"{what} {key} {packet.Number} {e.Sender} {e.Length} {e.Snapshot.Frontier}");

    internal void Finding(string what, in FlowKey key, in Finding finding) => Lines.Add($"{what} {key} {finding.Packet} {finding.Seen}");
}
