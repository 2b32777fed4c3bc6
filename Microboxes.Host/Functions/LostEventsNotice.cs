using System.Runtime.InteropServices;
using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// ANOMALY/LOST_EVENTS for one lossy tap that subscribes to it: a batch of one event in a slot of its own, because the tap alone sees it and the ring's slots are
/// its publisher's.
/// </summary>
internal sealed unsafe class LostEventsNotice : IDisposable
{
    private readonly NfContext* context;
    private readonly Event* slot;
    private readonly ulong* mask;

    /// <param name="ofTap">The tap's own context.</param>
    /// <param name="ports">Those of its ports, as bits of the ring, that subscribe.</param>
    internal LostEventsNotice(NfContext* ofTap, ulong ports)
    {
        context = (NfContext*)NativeMemory.AllocZeroed((nuint)sizeof(NfContext));
        slot = (Event*)NativeMemory.AlignedAlloc((nuint)sizeof(Event), 64);
        mask = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *mask = ports;
        *context = *ofTap;
        context->slots = slot;
        context->masks = mask;
        context->ringMask = 0;
        context->verdicts = null;
    }

    /// <summary>The batch that tells of <paramref name="lost"/> events lost before <paramref name="timestamp"/>.</summary>
    internal EventBatch Of(long lost, long timestamp)
    {
        *slot = default;
        slot->type = EventPaths.Of(EventKind.LostEvents).Id;
        slot->timestamp = timestamp;
        slot->length = (uint)Math.Min(lost, int.MaxValue);
        slot->detail = (ulong)lost;
        slot->groupFlags = Event.LastOfGroup;
        return new(context, 0, 1);
    }

    public void Dispose()
    {
        NativeMemory.Free(context);
        NativeMemory.AlignedFree(slot);
        NativeMemory.Free(mask);
    }
}
