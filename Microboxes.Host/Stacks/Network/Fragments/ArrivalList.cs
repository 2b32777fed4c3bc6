namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>Entries from the oldest to the newest, linked through <see cref="Datagram.older"/> and <see cref="Datagram.newer"/>; 0 ends it.</summary>
internal unsafe struct ArrivalList
{
    internal int oldest;
    private int newest;

    internal void Append(Datagram* entries, int index)
    {
        entries[index].older = newest;
        entries[index].newer = 0;
        if (newest == 0) oldest = index;
        else entries[newest].newer = index;
        newest = index;
    }

    internal void Unlink(Datagram* entries, int index)
    {
        int older = entries[index].older;
        int newer = entries[index].newer;
        if (older == 0) oldest = newer;
        else entries[older].newer = newer;
        if (newer == 0) newest = older;
        else entries[newer].older = older;
    }
}
