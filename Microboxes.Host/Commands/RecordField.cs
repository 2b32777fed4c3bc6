namespace Microboxes.Host.Commands;

/// <summary>Where a value stands in a record.</summary>
internal readonly record struct RecordField(int Start, int Length)
{
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> record) => record.Slice(Start, Length);
}
