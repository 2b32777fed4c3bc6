using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>A run of published events. Enumerates those that the NF's ports select, in order.</summary>
public unsafe ref struct EventBatch
{
    private readonly NfContext* context;
    private readonly long end;
    private long sequence;
    private ulong ports;

    internal EventBatch(NfContext* context, long first, long end)
    {
        this.context = context;
        this.end = end;
        sequence = first - 1;
    }

    /// <summary>The event that <see cref="MoveNext"/> found.</summary>
    public readonly ref readonly Event Current => ref context->slots[sequence & context->ringMask];

    /// <summary>The ports of this NF that the current event is for: bit 0 is the first port declared.</summary>
    public readonly ulong Ports => ports >> context->firstPort;

    /// <summary>Goes on to the next event for this NF; false at the end of the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        NfContext* shared = context;
        ulong* masks = shared->masks;
        long ringMask = shared->ringMask;
        ulong portMask = shared->portMask;
        long next = sequence;
        while (++next < end)
        {
            ulong selected = masks[next & ringMask] & portMask;
            if (selected == 0) continue;
            sequence = next;
            ports = selected;
            shared->position = next;
            return true;
        }

        sequence = end;
        return false;
    }
}
