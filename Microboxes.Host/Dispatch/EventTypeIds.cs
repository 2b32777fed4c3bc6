using System.Numerics;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// The numbers of event types that NFs publish. Plugins are built apart and know only paths, so the host gives out the numbers; a path keeps its own as long as the
/// host runs.
/// </summary>
internal sealed class EventTypeIds
{
    private const string Root = "EVENT";

    // Below it are the stacks' own, at any level.
    private const int FirstOfNfs = 0x40;
    private const int Last = 0xFF;
    private const int BitsOfLevel = 8;
    private const int TopLevel = 24;

    private readonly Dictionary<string, EventType> known = new(StringComparer.Ordinal) { ["FLOW/TCP/TERMINATE"] = EventTypes.TcpTerminate };
    private readonly Dictionary<uint, int> next = [];

    /// <summary>The number of a path, given out now if nobody has asked for it before. The types above it get theirs too.</summary>
    /// <exception cref="FormatException">There is no number left; the message is one sentence.</exception>
    internal EventType Of(string path)
    {
        if (EventPaths.Find(path) is { } ofStack) return ofStack;
        if (known.TryGetValue(path, out EventType type)) return type;
        int slash = path.LastIndexOf('/');
        EventType parent = slash < 0 ? EventTypes.Event : Of(path[..slash]);
        type = Child(parent, path);
        known.Add(path, type);
        return type;
    }

    /// <summary>The path of a type that has a number.</summary>
    internal string PathOf(EventType type) => EventPaths.PathOf(type) ?? known.FirstOrDefault(pair => pair.Value == type).Key ?? Root;

    private EventType Child(EventType parent, string path)
    {
        int shift = parent.Id == 0 ? TopLevel : (BitOperations.TrailingZeroCount(parent.Id) & -BitsOfLevel) - BitsOfLevel;
        int number = next.GetValueOrDefault(parent.Id, FirstOfNfs);
        if (shift < 0) throw new FormatException($"{path} has too many levels: an event type has at most four below EVENT.");
        if (number > Last) throw new FormatException($"There are too many event types beside {path}: publish fewer, and tell them apart by their payload.");
        next[parent.Id] = number + 1;
        return new(parent.Id | ((uint)number << shift));
    }
}
