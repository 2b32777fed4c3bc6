using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.VotingFirewall;

/// <summary>Votes against packets of flows with an unwanted port at either end. Settings "from" (0) and "to" (0): the unwanted ports.</summary>
[NetworkFunction("PortMonitor")]
[Publish("EVENT/VOTE", typeof(Vote))]
internal sealed partial class PortMonitorFunction : NetworkFunction
{
    private long from;
    private long to;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        from = Services.Settings.Number("from", 0);
        to = Services.Settings.Number("to", 0);
    }

    [Subscribe("EVENT/BALLOT")]
    private void OnBallot(in Event e, in Ballot ballot)
    {
        ref readonly FlowKey key = ref KeyOf(e);
        bool unwanted = IsUnwanted(key.Port(End.Client)) || IsUnwanted(key.Port(End.Server));
        PublishVote(in e, new Vote { Ballot = ballot.Number, Against = unwanted ? 1 : 0 });
    }

    private bool IsUnwanted(int port) => port >= from && port <= to;
}
