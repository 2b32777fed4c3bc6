using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>Stand-in work: one microsecond of computation for each segment.</summary>
[NetworkFunction("Busy", Mode = NfMode.Inline)]
internal sealed partial class BusyFunction : ChainFunction
{
    private readonly int steps = Computation.StepsPerMicrosecond;

    [Subscribe("PKT/TCP", Half = "receiving")]
    private void OnPacket(in Event e)
    {
        Packets++;
        PayloadBytes += e.Length;
        Sum += Computation.Run((ulong)e.Length, steps);
    }
}
