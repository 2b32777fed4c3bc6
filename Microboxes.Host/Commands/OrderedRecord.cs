namespace Microboxes.Host.Commands;

/// <summary>A record and its order key; records of one key are ordered by their bytes.</summary>
internal readonly record struct OrderedRecord(long Order, ReadOnlyMemory<byte> Record)
{
    internal static int Compare(OrderedRecord left, OrderedRecord right) =>
        left.Order != right.Order ? left.Order.CompareTo(right.Order) : left.Record.Span.SequenceCompareTo(right.Record.Span);
}
