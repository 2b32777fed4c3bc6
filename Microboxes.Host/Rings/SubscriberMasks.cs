using System.Runtime.Intrinsics;

namespace Microboxes.Host.Rings;

/// <summary>Counts slots by their subscriber masks, four at a time.</summary>
internal static unsafe class SubscriberMasks
{
    /// <summary>How many of the masks have one of the <paramref name="subscribers"/>.</summary>
    internal static long Count(ulong* masks, long length, ulong subscribers)
    {
        Vector256<ulong> wanted = Vector256.Create(subscribers);
        Vector256<ulong> none = Vector256<ulong>.Zero;
        long at = 0;
        for (; at + Vector256<ulong>.Count <= length; at += Vector256<ulong>.Count)
        {
            // All ones where no subscriber is: minus one each.
            none += Vector256.Equals(Vector256.Load(masks + at) & wanted, Vector256<ulong>.Zero);
        }

        long count = at + (long)Vector256.Sum(none);
        for (; at < length; at++)
        {
            if ((masks[at] & subscribers) != 0) count++;
        }

        return count;
    }
}
