namespace Microboxes.Nf.VotingFirewall;

/// <summary>EVENT/BALLOT: the monitors are asked about a packet.</summary>
internal struct Ballot
{
    /// <summary>Counts the ballots of one firewall.</summary>
    internal long Number;
}
