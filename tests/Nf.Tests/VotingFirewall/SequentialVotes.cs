namespace Microboxes.Nf.Tests.VotingFirewall;

/// <summary>The three monitors and their firewall, one packet after the other, in the plainest way.</summary>
internal sealed class SequentialVotes(int from, int to, long mostBytes, long mostPackets, int quorum)
{
    private readonly Dictionary<string, long> bytes = [];
    private readonly Dictionary<(string Flow, long Millisecond), long> packets = [];

    internal bool Passes(SeenPacket packet)
    {
        int against = 0;
        if (new[] { packet.ClientPort, packet.ServerPort }.Any(port => port >= from && port <= to)) against++;
        if ((bytes[packet.Flow] = bytes.GetValueOrDefault(packet.Flow) + packet.Payload) > mostBytes) against++;
        (string, long) window = (packet.Flow, packet.Timestamp / 1_000_000);
        if ((packets[window] = packets.GetValueOrDefault(window) + 1) > mostPackets) against++;
        return against < quorum;
    }
}
