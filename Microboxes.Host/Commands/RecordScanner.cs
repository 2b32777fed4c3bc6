namespace Microboxes.Host.Commands;

/// <summary>
/// Walks once through a record of the Digest NF, which is JSON without spaces whose members have a fixed order. A table of a million flows would
/// be no faster than its parser, and texts made of every field would be garbage at once.
/// </summary>
internal ref struct RecordScanner(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> record = record;
    private int position;

    /// <summary>True when <paramref name="name"/> comes before <paramref name="limit"/>.</summary>
    internal readonly bool HasBefore(ReadOnlySpan<byte> name, ReadOnlySpan<byte> limit)
    {
        ReadOnlySpan<byte> rest = record[position..];
        int end = rest.IndexOf(limit);
        return (end < 0 ? rest : rest[..end]).IndexOf(name) >= 0;
    }

    /// <summary>Goes behind <paramref name="name"/>, or stays where it is when that does not come.</summary>
    internal bool Skip(ReadOnlySpan<byte> name)
    {
        int start = record[position..].IndexOf(name);
        if (start < 0) return false;
        position += start + name.Length;
        return true;
    }

    /// <summary>What stands between <paramref name="name"/> and the first of <paramref name="ends"/>; nothing when the name does not come.</summary>
    internal RecordField Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> ends)
    {
        if (!Skip(name)) return default;
        int length = Math.Max(0, record[position..].IndexOfAny(ends));
        RecordField field = new(position, length);
        position += length;
        return field;
    }
}
