namespace Microboxes.Host.Rings;

/// <summary>What a consumer may read up to: the publisher's cursor, held back by the consumers ordered before it.</summary>
internal sealed class SequenceBarrier(Sequence cursor, params Sequence[] upstream)
{
    /// <summary>The last slot that may be read now.</summary>
    internal long Available
    {
        get
        {
            long available = cursor.Value;
            foreach (Sequence sequence in upstream) available = Math.Min(available, sequence.Value);
            return available;
        }
    }
}
