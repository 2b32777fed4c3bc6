using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Traces;

/// <summary>Reads every cache line of every byte range, and counts the bytes.</summary>
[NetworkFunction("Touch", Mode = NfMode.Tap)]
internal sealed partial class TouchFunction : NetworkFunction
{
    private const int CacheLine = 64;

    internal long Bytes { get; private set; }

    /// <summary>Of what was read, so that reading cannot be left out.</summary>
    internal long Sum { get; private set; }

    [Subscribe("DATA_READY")]
    private void OnData(in Event e)
    {
        ReadOnlySpan<byte> bytes = BytesOf(e);
        long sum = bytes[^1];
        for (int i = 0; i < bytes.Length; i += CacheLine) sum += bytes[i];
        Sum += sum;
        Bytes += bytes.Length;
    }
}
