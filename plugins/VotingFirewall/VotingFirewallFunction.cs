using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.VotingFirewall;

/// <summary>
/// A splitter (paper §4.2): multicasts each packet to monitors that look at it in parallel, and drops it when enough of them vote against it.
/// Setting "quorum" (2): votes against a packet that block it.
/// </summary>
[NetworkFunction("VotingFirewall", Mode = NfMode.Inline)]
[Publish("EVENT/BALLOT", typeof(Ballot))]
internal sealed partial class VotingFirewallFunction : NetworkFunction
{
    private long quorum;
    private long ballots;
    private long against;
    private NfCounter votes = null!;
    private NfCounter passed = null!;
    private NfCounter blocked = null!;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        quorum = Services.Settings.Number("quorum", 2);
        if (quorum < 1) throw new NfConfigurationException($"quorum is {quorum}: write how many votes block a packet, 1 or more.");
        votes = Services.Counters.Counter("votes");
        passed = Services.Counters.Counter("passed");
        blocked = Services.Counters.Counter("blocked");
    }

    // The splitting.
    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e) => PublishBallot(in e, new Ballot { Number = ++ballots });

    // The merging: first the votes on a packet, in the order of the plan, then the ballot itself when all monitors have passed it.
    [Subscribe("EVENT/VOTE", Merge = true)]
    private void OnVote(in Event e, in Vote vote)
    {
        votes.Add();
        against += vote.Against;
    }

    [Subscribe("EVENT/BALLOT", Merge = true)]
    private void OnAllHaveVoted(in Event e, in Ballot ballot)
    {
        bool blocks = against >= quorum;
        against = 0;
        Decide(blocks ? Verdict.Drop : Verdict.Pass);
        (blocks ? blocked : passed).Add();
    }
}
