namespace Microboxes.Host.Commands;

/// <summary>Where a record lies in the blocks of its buffer, and its order key.</summary>
internal readonly record struct RecordPlace(long Order, int Block, int Start, int Length);
