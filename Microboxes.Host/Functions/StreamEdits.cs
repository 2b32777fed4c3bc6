using System.Runtime.InteropServices;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Functions;

/// <summary>
/// Same-length changes that one NF made to streams, kept until their receiver has acknowledged them and a window more: whatever is sent again meanwhile, however it is
/// cut, gets the same bytes.
/// </summary>
internal sealed unsafe class StreamEdits(NfRing line, int flowCapacity) : IDisposable
{
    // What was acknowledged may still be sent again by an end that has not heard of it.
    private const uint KeptBehindAcknowledged = 1 << 18;
    private const int FirstCells = 64;

    // For each flow and sender the newest of its changes, by number plus one.
    private readonly FlowStateMemory heads = new(2 * sizeof(int), flowCapacity);
    private readonly List<Begun> begun = new(1024);
    private Edit* edits = (Edit*)NativeMemory.Alloc(FirstCells, (nuint)sizeof(Edit));
    private int capacity = FirstCells;
    private int used;
    private int free;
    private byte* originals;
    private int originalsUsed;
    private int originalsLength;

    /// <summary>True while any change is kept.</summary>
    internal bool Any => Count > 0;

    /// <summary>Changes kept.</summary>
    internal int Count { get; private set; }

    /// <summary>Notes bytes that the NF is about to change.</summary>
    internal void Begin(Event* e)
    {
        int length = (int)e->length;
        if (originalsLength - originalsUsed < length)
        {
            originalsLength = Math.Max(2 * originalsLength, originalsUsed + length);
            originals = (byte*)NativeMemory.Realloc(originals, (nuint)originalsLength);
        }

        NativeMemory.Copy((void*)e->detail, originals + originalsUsed, (nuint)length);
        begun.Add(new(e->flow, e->Sender, e->StreamOffset, (nint)e->detail, length, originalsUsed, AcknowledgedOf(e)));
        originalsUsed += length;
    }

    /// <summary>Keeps what the NF did change.</summary>
    internal void Keep()
    {
        foreach (Begun bytes in begun) Keep(bytes);
        begun.Clear();
        originalsUsed = 0;
    }

    /// <summary>True when a packet carries bytes that were changed.</summary>
    internal bool Touches(Event* e, PacketDescriptor* packet) => Visit(e, packet, writes: false);

    /// <summary>Makes the changes to a packet.</summary>
    internal void ApplyTo(Event* e, PacketDescriptor* packet) => Visit(e, packet, writes: true);

    public void Dispose()
    {
        heads.Dispose();
        for (int i = 0; i < used; i++) NativeMemory.Free(edits[i].Bytes);
        NativeMemory.Free(edits);
        NativeMemory.Free(originals);
        edits = null;
        originals = null;
        used = 0;
    }

    private void Keep(in Begun bytes)
    {
        ReadOnlySpan<byte> now = new((void*)bytes.Data, bytes.Length);
        ReadOnlySpan<byte> before = new(originals + bytes.Original, bytes.Length);
        int first = now.CommonPrefixLength(before);
        if (first == bytes.Length) return;
        int last = bytes.Length - 1;
        while (now[last] == before[last]) last--;
        int* head = HeadOf(bytes.Flow, bytes.Sender);
        Forget(head, bytes.Acknowledged - KeptBehindAcknowledged);
        int cell = Take();
        ReadOnlySpan<byte> changed = now[first..(last + 1)];
        edits[cell] = new() { Flow = bytes.Flow, Offset = bytes.Offset + (uint)first, Length = changed.Length, Next = *head, Bytes = (byte*)NativeMemory.Alloc((nuint)changed.Length) };
        changed.CopyTo(new(edits[cell].Bytes, changed.Length));
        *head = cell + 1;
        Count++;
    }

    private bool Visit(Event* e, PacketDescriptor* packet, bool writes)
    {
        byte* tcp = packet->data + packet->transport;
        uint sequence = NetworkOrder.Read32(tcp + 4) + ((tcp[13] & (byte)TcpFlags.Syn) != 0 ? 1u : 0u);
        uint offset = sequence - StreamBase(e->flow, e->Sender);
        int length = Math.Min(packet->payloadLength, packet->length - packet->payload);
        bool any = false;
        for (int number = *HeadOf(e->flow, e->Sender); number != 0; number = edits[number - 1].Next)
        {
            Edit* edit = edits + (number - 1);
            int start = (int)(edit->Offset - offset);
            int from = Math.Max(start, 0);
            int to = Math.Min(start + edit->Length, length);
            if (from >= to) continue;
            any = true;
            if (writes) NativeMemory.Copy(edit->Bytes + (from - start), packet->data + packet->payload + from, (nuint)(to - from));
        }

        return any;
    }

    // Those that end at or before an offset.
    private void Forget(int* head, uint offset)
    {
        int* link = head;
        while (*link != 0)
        {
            Edit* edit = edits + (*link - 1);
            if ((int)(edit->Offset + (uint)edit->Length - offset) > 0)
            {
                link = &edit->Next;
                continue;
            }

            int gone = *link - 1;
            *link = edit->Next;
            Free(gone);
        }
    }

    private int Take()
    {
        if (free == 0 && used == capacity) Grow();
        if (free == 0) return used++;
        int cell = free - 1;
        free = edits[cell].Next;
        return cell;
    }

    // First those of flows whose place in the table has another now.
    private void Grow()
    {
        for (int cell = 0; cell < used; cell++)
        {
            if (edits[cell].Bytes != null && GenerationOf(edits[cell].Flow) != (uint)(edits[cell].Flow >> 32)) Free(cell);
        }

        if (Count <= used / 2) return;
        capacity *= 2;
        edits = (Edit*)NativeMemory.Realloc(edits, (nuint)capacity * (nuint)sizeof(Edit));
    }

    private void Free(int cell)
    {
        NativeMemory.Free(edits[cell].Bytes);
        edits[cell] = new() { Next = free };
        free = cell + 1;
        Count--;
    }

    // As an offset of the stream; far behind where nothing was acknowledged yet.
    private uint AcknowledgedOf(Event* e)
    {
        const uint Far = 1 << 30;
        uint acknowledged = (e->Sender == End.Client ? e->snapshot.serverAcknowledged : e->snapshot.clientAcknowledged) - StreamBase(e->flow, e->Sender);
        return e->snapshot.frontier - acknowledged < Far ? acknowledged : e->snapshot.frontier - Far;
    }

    private int* HeadOf(ulong flow, End sender) => (int*)heads.StateOf(flow) + (int)sender;

    private FlowRecord* RecordOf(ulong flow) => (FlowRecord*)line.Context->flows + (uint)flow;

    private uint GenerationOf(ulong flow) => RecordOf(flow)->generation;

    private uint StreamBase(ulong flow, End sender) => (&RecordOf(flow)->client + (int)sender)->streamBase;

    private struct Edit
    {
        internal ulong Flow;
        internal byte* Bytes;
        internal uint Offset;
        internal int Length;
        internal int Next;
    }

    private readonly record struct Begun(ulong Flow, End Sender, uint Offset, nint Data, int Length, int Original, uint Acknowledged);
}
