using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.VotingFirewall;

/// <summary>Votes against packets of flows that send too fast. Setting "packets" (10000): packets of a flow within a millisecond that are not too many.</summary>
[NetworkFunction("RateMonitor")]
[Publish("EVENT/VOTE", typeof(Vote))]
internal sealed partial class RateMonitorFunction : NetworkFunction<RateMonitorFlow>
{
    private const long Window = 1_000_000;
    private long most;

    /// <inheritdoc/>
    protected override void OnStart() => most = Services.Settings.Number("packets", 10_000);

    [Subscribe("EVENT/BALLOT")]
    private void OnBallot(in Event e, in Ballot ballot)
    {
        ref RateMonitorFlow flow = ref StateOf(e);
        long window = e.Timestamp / Window;
        if (flow.Window != window) flow = new() { Window = window };
        flow.Packets++;
        PublishVote(in e, new Vote { Ballot = ballot.Number, Against = flow.Packets > most ? 1 : 0 });
    }
}
