namespace Microboxes.Nf.VotingFirewall;

/// <summary>EVENT/VOTE: a monitor's reply.</summary>
internal struct Vote
{
    /// <summary>The ballot it replies to.</summary>
    internal long Ballot;

    /// <summary>1 to block the packet, 0 to let it pass.</summary>
    internal int Against;
}
