using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Memory;

/// <summary>Counts the flows that end, by reason.</summary>
[NetworkFunction("EndCounter", Mode = NfMode.Tap)]
internal sealed partial class EndCounter : NetworkFunction
{
    private readonly long[] ends = new long[Enum.GetValues<EndReason>().Length];

    internal long Started { get; private set; }

    internal long Bytes { get; private set; }

    internal IReadOnlyList<long> Ends => ends;

    [Subscribe("FLOW/START")]
    private void OnStart(in Event e) => Started++;

    [Subscribe("FLOW/END")]
    private void OnEnd(in Event e) => ends[(int)e.EndReason]++;

    [Subscribe("DATA_READY")]
    private void OnData(in Event e) => Bytes += e.Length;
}
