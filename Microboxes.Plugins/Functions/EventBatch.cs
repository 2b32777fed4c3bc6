using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>A run of published events. Enumerates those that the NF's ports select, in order.</summary>
public unsafe ref struct EventBatch
{
    // Copies of what the context says, so that they stay in registers: the store of the position would force each to be loaded again.
    private readonly Event* slots;
    private readonly ulong* masks;
    private readonly long ringMask;
    private readonly ulong portMask;
    private readonly int firstPort;
    private readonly long* position;
    private readonly long end;
    private long sequence;
    private ulong ports;

    internal EventBatch(NfContext* context, long first, long end)
    {
        slots = context->slots;
        masks = context->masks;
        ringMask = context->ringMask;
        portMask = context->portMask;
        firstPort = context->firstPort;
        position = &context->position;
        this.end = end;
        sequence = first - 1;
    }

    /// <summary>The event that <see cref="MoveNext"/> found.</summary>
    public readonly ref readonly Event Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref slots[sequence & ringMask];
    }

    /// <summary>The ports of this NF that the current event is for: bit 0 is the first port declared.</summary>
    public readonly ulong Ports
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ports >> firstPort;
    }

    /// <summary>Goes on to the next event for this NF; false at the end of the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        long next = sequence;
        while (++next < end)
        {
            ulong selected = masks[next & ringMask] & portMask;
            if (selected == 0) continue;
            sequence = next;
            ports = selected;

            // Before the handler runs, so that a failing event is known and never runs again.
            *position = next;
            return true;
        }

        sequence = end;
        return false;
    }
}
