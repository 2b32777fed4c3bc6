using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.VotingFirewall;

/// <summary>Votes against packets of flows that have carried too much. Setting "bytes" (1000000): payload of a flow that is not too much.</summary>
[NetworkFunction("VolumeMonitor")]
[Publish("EVENT/VOTE", typeof(Vote))]
internal sealed partial class VolumeMonitorFunction : NetworkFunction<long>
{
    private long most;

    /// <inheritdoc/>
    protected override void OnStart() => most = Services.Settings.Number("bytes", 1_000_000);

    [Subscribe("EVENT/BALLOT")]
    private void OnBallot(in Event e, in Ballot ballot)
    {
        ref long carried = ref StateOf(e);
        carried += PacketOf(e).PayloadLength;
        PublishVote(in e, new Vote { Ballot = ballot.Number, Against = carried > most ? 1 : 0 });
    }
}
