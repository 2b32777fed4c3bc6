using System.Numerics;

namespace Microboxes.Plugins.Events;

/// <summary>
/// A node of the event hierarchy (paper §4.1), one level per byte from the highest down, so that "is a" is one mask and compare.
/// EVENT is 0 and the ancestor of all.
/// </summary>
/// <param name="Id">The levels: 0x01_02_00_00 is the second child of the first child of EVENT.</param>
public readonly record struct EventType(uint Id)
{
    /// <summary>True when this type is <paramref name="ancestor"/> or descends from it.</summary>
    public bool Is(EventType ancestor) => (Id & ancestor.LevelMask) == ancestor.Id;

    private uint LevelMask => Id == 0 ? 0 : uint.MaxValue << (BitOperations.TrailingZeroCount(Id) & ~7);
}
