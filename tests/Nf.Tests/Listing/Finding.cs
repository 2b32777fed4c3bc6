namespace Microboxes.Nf.Tests.Listing;

/// <summary>What the detector and the watcher tell of a flow: their packets so far.</summary>
internal struct Finding
{
    internal long Packet;
    internal int Seen;
}
