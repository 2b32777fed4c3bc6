namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>A place between two nodes of a list: per level the last node before it, so that nodes are linked and unlinked there at once.</summary>
internal unsafe ref struct SegmentCursor(SegmentCells cells, SegmentList* list)
{
    private LevelLinks before;

    /// <summary>The node behind the cursor, or 0.</summary>
    internal readonly int Next => Link(0);

    /// <summary>Moves before the first range that ends after <paramref name="offset"/>.</summary>
    internal void Seek(ulong offset)
    {
        int last = list->Last[0];
        if (last != 0 && cells.Node(last)->End <= offset)
        {
            before = list->Last;
            cells.Visits++;
            return;
        }

        Search(offset);
    }

    /// <summary>Moves past the node behind the cursor.</summary>
    internal void Advance()
    {
        int node = Next;
        int height = cells.Node(node)->Height;
        for (int level = 0; level < height; level++) before[level] = node;
        cells.Visits++;
    }

    /// <summary>Links a node in and moves past it.</summary>
    internal void Insert(int node)
    {
        SegmentNode* inserted = cells.Node(node);
        for (int level = 0; level < inserted->Height; level++)
        {
            int next = Link(level);
            inserted->Next[level] = next;
            if (next == 0) list->Last[level] = node;
            SetLink(level, node);
            before[level] = node;
        }

        list->Count++;
    }

    /// <summary>Unlinks the node behind the cursor and leaves its cell to the caller.</summary>
    internal readonly void Remove()
    {
        SegmentNode* removed = cells.Node(Next);
        for (int level = 0; level < removed->Height; level++)
        {
            int next = removed->Next[level];
            if (next == 0) list->Last[level] = before[level];
            SetLink(level, next);
        }

        list->Count--;
    }

    private void Search(ulong offset)
    {
        int node = 0;
        for (int level = LevelLinks.Levels - 1; level >= 0; level--)
        {
            before[level] = node;
            for (int next = Link(level); next != 0 && cells.Node(next)->End <= offset; next = Link(level))
            {
                before[level] = node = next;
                cells.Visits++;
            }
        }
    }

    private readonly int Link(int level) => before[level] == 0 ? list->First[level] : cells.Node(before[level])->Next[level];

    private readonly void SetLink(int level, int node)
    {
        if (before[level] == 0) list->First[level] = node;
        else cells.Node(before[level])->Next[level] = node;
    }
}
