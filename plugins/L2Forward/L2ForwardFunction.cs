using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.L2Forward;

/// <summary>
/// Passes every packet, as a switch would: the baseline that other inline functions are compared with (paper Table 3). It counts what it passed.
/// </summary>
[NetworkFunction("L2Forward", Mode = NfMode.Inline)]
internal sealed partial class L2ForwardFunction : NetworkFunction
{
    private NfCounter packets = null!;

    /// <inheritdoc/>
    protected override void OnStart() => packets = Services.Counters.Counter("packets");

    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        packets.Add();
        Decide(Verdict.Pass);
    }
}
