using Microsoft.Diagnostics.Runtime;

namespace Microboxes.Host.Loading;

/// <summary>The shortest way from a root of the garbage collector to anything of a plugin: one of its objects, or the allocator that its code lies in.</summary>
internal sealed class PathFromRoot(ClrRuntime runtime)
{
    private readonly Dictionary<ulong, ulong> parents = [];
    private readonly Dictionary<ulong, string> roots = [];
    private readonly Queue<ClrObject> open = new();

    /// <param name="methodTable">One of the plugin's classes.</param>
    /// <returns>From the root down, in words; null where there is none.</returns>
    internal IReadOnlyList<string>? To(ulong methodTable)
    {
        if (runtime.GetTypeByMethodTable(methodTable) is not { } wanted) return null;
        ulong allocator = runtime.DataTarget.DataReader.ReadPointer(wanted.LoaderAllocatorHandle);
        ClrObject? bookkeeping = null;
        foreach (ClrRoot root in runtime.Heap.EnumerateRoots()) Begin(root);
        while (open.TryDequeue(out ClrObject at))
        {
            if (at.Type!.LoaderAllocatorHandle == wanted.LoaderAllocatorHandle) return Words(at);
            if (at.Address == allocator)
            {
                bookkeeping = at;
                continue;
            }

            foreach (ClrObject next in at.EnumerateReferences(carefully: true)) Visit(next, at.Address);
        }

        // Its classes are kept, by a reflection cache for example, and none of its objects.
        return bookkeeping is { } found ? Words(found) : null;
    }

    private void Begin(ClrRoot root)
    {
        if (root.Object.IsValid && roots.TryAdd(root.Object.Address, RootWords.Of(root))) Visit(root.Object, 0);
    }

    private void Visit(ClrObject at, ulong parent)
    {
        if (at.IsValid && at.Type != null && parents.TryAdd(at.Address, parent)) open.Enqueue(at);
    }

    private List<string> Words(ClrObject found)
    {
        List<ulong> path = [];
        for (ulong address = found.Address; address != 0; address = parents[address]) path.Insert(0, address);
        List<string> words = [.. path.Select(address => runtime.Heap.GetObject(address).Type?.Name ?? "an object")];
        bool mayBeStatic = path.Count > 1 && words[0] == "System.Object[]";
        if (mayBeStatic && RootWords.StaticFieldOf(runtime, path[1]) is { } field) return [field, .. words[1..]];
        return [roots[path[0]], .. words];
    }
}
