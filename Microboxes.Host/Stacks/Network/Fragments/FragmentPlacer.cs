using System.Runtime.CompilerServices;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>Copies a fragment into the pages of its datagram, block by block where another fragment has been.</summary>
internal sealed unsafe class FragmentPlacer(PagePool pages, OverlapPolicy policy)
{
    /// <summary>Pages that a fragment would add to its datagram.</summary>
    internal static int PagesMissing(Datagram* datagram, in Fragment fragment)
    {
        int missing = fragment.Start == 0 && datagram->headerPage == 0 ? 1 : 0;
        for (int page = FirstPage(fragment); page <= LastPage(fragment); page++)
            if (datagram->pages[page] == 0) missing++;
        return missing;
    }

    /// <summary>Places all blocks. The caller has made sure that the pages which are missing can be had.</summary>
    internal Placement Place(Datagram* datagram, in Fragment fragment)
    {
        for (int page = FirstPage(fragment); page <= LastPage(fragment); page++)
            if (datagram->pages[page] == 0) datagram->pages[page] = pages.Take();

        int first = fragment.Start >> 3;
        int whole = fragment.Length >> 3;
        uint owner = (uint)first | (uint)((fragment.End + 7) >> 3) << 16;
        Placement found = fragment.Start == 0 && WinsStart(datagram, owner) ? Placement.OwnsStart : Placement.None;
        found |= PlaceBlocks(datagram, first, whole, fragment.Bytes, owner);
        return (fragment.Length & 7) == 0 ? found : found | PlaceRemainder(datagram, fragment, whole, owner);
    }

    /// <summary>The last fragment's 1 to 7 odd bytes; the rest of their block is zero, for every fragment that ends here alike.</summary>
    private Placement PlaceRemainder(Datagram* datagram, in Fragment fragment, int whole, uint owner)
    {
        ulong rest = 0;
        Unsafe.CopyBlockUnaligned(&rest, fragment.Bytes + whole * 8, (uint)(fragment.Length & 7));
        return PlaceBlocks(datagram, (fragment.Start >> 3) + whole, 1, (byte*)&rest, owner);
    }

    private Placement PlaceBlocks(Datagram* datagram, int block, int count, byte* from, uint owner)
    {
        Placement found = Placement.None;
        while (count > 0)
        {
            int inPage = block & (PagePool.BlocksPerPage - 1);
            int now = Math.Min(count, PagePool.BlocksPerPage - inPage);
            byte* page = pages[datagram->pages[block / PagePool.BlocksPerPage]];
            found |= PlaceInPage(datagram, PagePool.Blocks(page) + inPage, PagePool.Owners(page) + inPage, now, from, owner);
            from += now * 8;
            block += now;
            count -= now;
        }

        return found;
    }

    private Placement PlaceInPage(Datagram* datagram, ulong* blocks, uint* owners, int count, byte* from, uint owner)
    {
        Placement found = Placement.None;
        int i = 0;
        while (i < count)
        {
            int free = CountFree(owners + i, count - i);
            if (free > 0)
            {
                Unsafe.CopyBlockUnaligned(blocks + i, from + i * 8, (uint)free * 8);
                new Span<uint>(owners + i, free).Fill(owner);
                datagram->filled += free;
                found |= Placement.Fresh;
                i += free;
            }

            for (; i < count && owners[i] != 0; i++) found |= Contest(blocks + i, owners + i, Unsafe.ReadUnaligned<ulong>(from + i * 8), owner);
        }

        return found;
    }

    /// <summary>One block that both the fragment there and the one that comes carry.</summary>
    private Placement Contest(ulong* block, uint* owner, ulong bytes, uint challenger)
    {
        Placement found = Placement.Overlap;
        if (*block != bytes) found |= Placement.Conflict;
        if (*owner != challenger) found |= Placement.Fresh;
        if (!ChallengerWins(*owner, challenger)) return found;
        *block = bytes;
        *owner = challenger;
        return found;
    }

    private bool WinsStart(Datagram* datagram, uint challenger)
    {
        uint owner = PagePool.Owners(pages[datagram->pages[0]])[0];
        return owner == 0 || ChallengerWins(owner, challenger);
    }

    private bool ChallengerWins(uint owner, uint challenger)
    {
        uint start = owner & 0xffff, end = owner >> 16;
        uint newStart = challenger & 0xffff, newEnd = challenger >> 16;
        return policy switch
        {
            OverlapPolicy.Last => true,
            OverlapPolicy.Bsd => newStart < start,
            OverlapPolicy.BsdRight => newStart >= start,
            OverlapPolicy.Linux => newStart <= start,
            OverlapPolicy.Windows => newStart < start && newEnd > end,
            OverlapPolicy.Solaris => newStart < start && newEnd >= end,
            _ => false,
        };
    }

    private static int CountFree(uint* owners, int count)
    {
        int taken = new ReadOnlySpan<uint>(owners, count).IndexOfAnyExcept(0u);
        return taken < 0 ? count : taken;
    }

    private static int FirstPage(in Fragment fragment) => fragment.Start / (PagePool.BlocksPerPage * 8);

    private static int LastPage(in Fragment fragment) => (fragment.End - 1) / (PagePool.BlocksPerPage * 8);
}
