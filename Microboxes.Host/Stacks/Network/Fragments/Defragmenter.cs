using System.Runtime.CompilerServices;
using Microboxes.Host.Devices;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// Puts IPv4 and IPv6 datagrams together from their fragments (RFC 791 3.2, RFC 8200 4.5, RFC 6946). One stack instance owns one; one thread calls it.
/// Each fragment given in is counted once: as the packet that goes on with the whole datagram (by the caller), as a drop, or among <see cref="Waiting"/>.
/// </summary>
internal sealed unsafe class Defragmenter : IDisposable
{
    private readonly DefragmentationOptions options;
    private readonly DropCounters drops;
    private readonly WaitingDatagrams waiting;
    private readonly PagePool pages;
    private readonly AssembledBuffers assembled;
    private readonly FragmentPlacer placer;

    internal Defragmenter(DefragmentationOptions options, DropCounters drops)
    {
        this.options = options;
        this.drops = drops;
        waiting = new(options, drops);
        pages = waiting.Pages;
        assembled = new(options.MaxAssembledMemory);
        placer = new(pages, options.Policy);
    }

    /// <summary>Fragments held now.</summary>
    internal long Waiting => waiting.Fragments;

    /// <summary>Datagrams held now, those given up by RFC 5722 included.</summary>
    internal int Datagrams => waiting.Count;

    /// <summary>Datagrams put together so far.</summary>
    internal long Completed { get; private set; }

    /// <summary>Fragments so far that brought bytes which were there already, duplicates included.</summary>
    internal long Overlaps { get; private set; }

    /// <summary>Those of <see cref="Overlaps"/> whose bytes differed: damage, or an attempt to show two receivers different things.</summary>
    internal long Conflicts { get; private set; }

    /// <summary>Whether fragments of the datagram completed last overlapped, and whether their bytes differed.</summary>
    internal bool CompletedWithOverlap { get; private set; }

    internal bool CompletedWithConflict { get; private set; }

    /// <summary>Assembled datagrams that were not released.</summary>
    internal int Leased => assembled.InUse;

    /// <summary>Memory held by waiting fragments, in bytes.</summary>
    internal long MemoryInUse => (long)pages.InUse * PagePool.BytesPerPage;

    /// <summary>
    /// Takes one fragment. <see cref="PacketDescriptor.network"/> is the offset of its IP header, whose version and lengths were checked;
    /// <paramref name="fragmentHeader"/> is the offset of the IPv6 Fragment header, 0 for IPv4. VLANs are set. The bytes are copied, so that in either case
    /// the caller releases the lease that the packet came with.
    /// </summary>
    /// <returns>
    /// True when this was the last one missing: the descriptor is now that of the whole datagram, as <see cref="LinkLayer.RawIp"/>, with a lease for
    /// <see cref="Release"/>; time, number and VLANs stay those of this fragment. False when it waits or was counted as dropped.
    /// </returns>
    internal bool Accept(ref PacketDescriptor packet, int fragmentHeader)
    {
        waiting.Expire(packet.timestamp);
        Fragment fragment = new(packet, fragmentHeader);
        if (!fragment.IsLegal || IsNested(packet)) return Drop(DropReason.FragmentInvalid);
        if (fragment.IsAlone) return TakeAlone(ref packet, fragment);

        Datagram* datagram = waiting.FindOrAdd(DatagramKey.Of(fragment, packet), fragment.Version, packet.timestamp);
        if (!Admit(datagram, fragment, out DropReason refusal)) return Refuse(datagram, refusal);

        Keep(datagram, fragment);
        if (datagram->refused) return false;
        return datagram->IsComplete && Complete(datagram, fragment, ref packet);
    }

    /// <summary>Gives up the datagrams whose time is over at a point of capture time. Accept does so too, so results do not depend on when this is called.</summary>
    internal void Expire(long now) => waiting.Expire(now);

    /// <summary>Gives the buffer of an assembled datagram back. Called by the thread that calls <see cref="Accept"/>.</summary>
    internal void Release(nint lease) => assembled.Return((byte*)lease);

    /// <summary>The traffic has ended: what waits will not be completed.</summary>
    internal void Drain() => waiting.RemoveAll(DropReason.FragmentIncomplete);

    public void Dispose()
    {
        waiting.Dispose();
        assembled.Dispose();
    }

    /// <summary>
    /// A Fragment header inside what was already put together, in the same chain of headers. No sender makes it (RFC 8200 4.1: each header at most once),
    /// and each level would have the datagram copied once more. Fragments of a tunnelled datagram are another IP header's and welcome.
    /// </summary>
    private bool IsNested(in PacketDescriptor packet) => packet.network == 0 && assembled.Contains(packet.data);

    private bool Admit(Datagram* datagram, in Fragment fragment, out DropReason refusal)
    {
        refusal = DropReason.FragmentInvalid;
        if (datagram->refused || Contradicts(datagram, fragment) || fragment.HeaderLength > PagePool.BytesPerPage) return false;
        refusal = DropReason.FragmentMemory;
        return datagram->fragments < options.MaxFragmentsPerDatagram && waiting.MakeRoom(datagram, FragmentPlacer.PagesMissing(datagram, fragment));
    }

    /// <summary>A second end of the datagram, or bytes behind its end.</summary>
    private static bool Contradicts(Datagram* datagram, in Fragment fragment) =>
        (datagram->total >= 0 && fragment.End > datagram->total) || (!fragment.More && fragment.End < datagram->end);

    private bool Refuse(Datagram* datagram, DropReason reason)
    {
        if (datagram->fragments == 0 && !datagram->refused) waiting.Remove(datagram, reason);
        return Drop(reason);
    }

    private void Keep(Datagram* datagram, in Fragment fragment)
    {
        Placement found = placer.Place(datagram, fragment);
        waiting.Hold(datagram);
        datagram->end = Math.Max(datagram->end, fragment.End);
        datagram->largest = Math.Max(datagram->largest, fragment.TotalLength);
        if (!fragment.More) datagram->total = fragment.End;
        if ((found & Placement.OwnsStart) != 0) KeepHeader(datagram, fragment);
        if ((found & Placement.Overlap) != 0) NoteOverlap(datagram, found);
    }

    private void KeepHeader(Datagram* datagram, in Fragment fragment)
    {
        if (datagram->headerPage == 0) datagram->headerPage = pages.Take();
        CopyHeader(fragment, pages[datagram->headerPage]);
        datagram->headerLength = fragment.HeaderLength;
    }

    private static void CopyHeader(in Fragment fragment, byte* to)
    {
        Unsafe.CopyBlockUnaligned(to, fragment.Header, (uint)fragment.HeaderLength);
        to[fragment.NextHeaderField] = fragment.NextHeader;
    }

    private void NoteOverlap(Datagram* datagram, Placement found)
    {
        Overlaps++;
        datagram->overlap = true;
        if ((found & Placement.Conflict) != 0)
        {
            Conflicts++;
            datagram->conflict = true;
        }

        bool duplicate = (found & (Placement.Conflict | Placement.Fresh)) == 0;
        if (options.DiscardOverlappingIpv6 && datagram->version == 6 && !duplicate) waiting.Abandon(datagram, DropReason.FragmentInvalid);
    }

    private bool Complete(Datagram* datagram, in Fragment fragment, ref PacketDescriptor packet)
    {
        int length = datagram->headerLength + datagram->total;
        // Each fragment fitted with its own header; the first one's may be longer.
        if (!DatagramHeader.Fits(datagram->version, datagram->headerLength, datagram->total)) return Fail(datagram, DropReason.FragmentInvalid);
        byte* buffer = Take(length);
        if (buffer == null) return Fail(datagram, DropReason.FragmentMemory);

        Unsafe.CopyBlockUnaligned(buffer, pages[datagram->headerPage], (uint)datagram->headerLength);
        CopyPayload(datagram, buffer + datagram->headerLength);
        DatagramHeader.Finish(datagram->version, buffer, datagram->headerLength, datagram->total);
        Remember(FragmentOrigin.Of(buffer), packet, fragment, datagram->headerLength, datagram->largest);
        Deliver(ref packet, buffer, length, datagram->overlap, datagram->conflict);
        waiting.LetGo(datagram);
        waiting.Remove(datagram, DropReason.FragmentMerged);
        return true;
    }

    private void CopyPayload(Datagram* datagram, byte* to)
    {
        const int PageBytes = PagePool.BlocksPerPage * 8;
        for (int at = 0; at < datagram->total; at += PageBytes)
            Unsafe.CopyBlockUnaligned(to + at, pages[datagram->pages[at / PageBytes]], (uint)Math.Min(PageBytes, datagram->total - at));
    }

    private bool TakeAlone(ref PacketDescriptor packet, in Fragment fragment)
    {
        int length = fragment.HeaderLength + fragment.Length;
        byte* buffer = Take(length);
        if (buffer == null) return Drop(DropReason.FragmentMemory);
        CopyHeader(fragment, buffer);
        Unsafe.CopyBlockUnaligned(buffer + fragment.HeaderLength, fragment.Bytes, (uint)fragment.Length);
        DatagramHeader.Finish(fragment.Version, buffer, fragment.HeaderLength, fragment.Length);
        Remember(FragmentOrigin.Of(buffer), packet, fragment, fragment.HeaderLength, fragment.TotalLength);
        Deliver(ref packet, buffer, length, overlap: false, conflict: false);
        return true;
    }

    // The first byte of a datagram; its buffer begins with what is remembered of its fragments.
    private byte* Take(int length)
    {
        byte* buffer = assembled.Take(FragmentOrigin.Size + length);
        return buffer == null ? null : buffer + FragmentOrigin.Size;
    }

    private static void Remember(FragmentOrigin* origin, in PacketDescriptor packet, in Fragment fragment, int headerLength, int largest)
    {
        origin->largest = largest;
        origin->identification = fragment.Identification;
        origin->headerLength = (ushort)headerLength;
        origin->nextHeaderField = (ushort)fragment.NextHeaderField;
        bool fits = packet.network <= FragmentOrigin.MaxLinkLength;
        origin->linkLength = fits ? packet.network : -1;
        if (fits) Unsafe.CopyBlockUnaligned(origin->link, packet.data, packet.network);
    }

    private void Deliver(ref PacketDescriptor packet, byte* buffer, int length, bool overlap, bool conflict)
    {
        packet.data = buffer;
        packet.length = length;
        packet.wireLength = length;
        packet.lease = (nint)FragmentOrigin.Of(buffer);
        packet.network = 0;
        packet.linkLayer = (byte)LinkLayer.RawIp;
        CompletedWithOverlap = overlap;
        CompletedWithConflict = conflict;
        Completed++;
    }

    private bool Fail(Datagram* datagram, DropReason reason)
    {
        waiting.Remove(datagram, reason);
        return false;
    }

    private bool Drop(DropReason reason)
    {
        drops.Count(reason);
        return false;
    }
}
