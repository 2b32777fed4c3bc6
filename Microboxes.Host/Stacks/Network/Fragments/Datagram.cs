namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>A datagram some of whose fragments have come: an entry of <see cref="DatagramTable"/>.</summary>
internal unsafe struct Datagram
{
    /// <summary>Pages of 2 KB that the fragmentable part can need.</summary>
    internal const int PageCount = 32;

    internal DatagramKey key;
    internal ulong hash;

    /// <summary>When the first fragment came: nanoseconds of capture time.</summary>
    internal long started;

    /// <summary>Next entry of the bucket, or of the free list.</summary>
    internal int next;

    /// <summary>Neighbours in order of arrival.</summary>
    internal int older;
    internal int newer;

    /// <summary>Fragments held, each still to be counted.</summary>
    internal int fragments;

    /// <summary>Bytes of the fragmentable part; -1 until the last fragment is there.</summary>
    internal int total;

    /// <summary>Where the farthest fragment so far ends.</summary>
    internal int end;

    /// <summary>Blocks of 8 bytes that are there.</summary>
    internal int filled;

    /// <summary>Header of the first fragment, in a page of its own; 0 bytes until it is there.</summary>
    internal int headerLength;
    internal int headerPage;

    /// <summary>The longest fragment, its IP header included.</summary>
    internal int largest;

    internal byte version;

    /// <summary>Given up by RFC 5722: kept without bytes until its time is over, so that late fragments are refused too.</summary>
    internal bool refused;
    internal bool overlap;
    internal bool conflict;

    /// <summary>Page of each 2 KB of the fragmentable part, 0 where nothing came yet.</summary>
    internal fixed int pages[PageCount];

    internal readonly bool IsComplete => total >= 0 && filled == (total + 7) >> 3;
}
