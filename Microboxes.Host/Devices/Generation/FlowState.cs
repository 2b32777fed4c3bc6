using System.Runtime.CompilerServices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>A generated connection that is under way.</summary>
internal struct FlowState
{
    internal const int MostPending = 4;

    internal long flow;
    internal ulong key;
    internal PerEnd<uint> initialSequence;

    /// <summary>Stream bytes sent, those of gaps and of segments under way included.</summary>
    internal PerEnd<long> sent;
    internal PerEnd<byte> finSent;

    /// <summary>Bytes of the present message that were sent.</summary>
    internal long position;
    internal int request;

    /// <summary>Counts data segments; dates what is pending and feeds every draw.</summary>
    internal int step;
    internal int previousLength;
    internal FlowTraits traits;
    internal Phase phase;
    internal End sender;
    internal byte owedAcks;
    internal byte pendingCount;
    internal PendingSegments pending;

    internal readonly End Closer => (traits & FlowTraits.ClientCloses) != 0 ? End.Client : End.Server;

    /// <summary>A value for each end of a connection.</summary>
    [InlineArray(2)]
    internal struct PerEnd<T>
    {
        private T first;
    }

    /// <summary>Segments lost or overtaken, in no order.</summary>
    [InlineArray(MostPending)]
    internal struct PendingSegments
    {
        private PendingSegment first;
    }
}
