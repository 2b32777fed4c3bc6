using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>A negligible NF as one is usually written: a handler that counts in fields, called by the generated loop.</summary>
[NetworkFunction("FieldCounter", Mode = NfMode.Inline)]
internal sealed partial class FieldCounter : ChainFunction
{
    [Subscribe("PKT/TCP", Half = "receiving")]
    private void OnPacket(in Event e)
    {
        Packets++;
        PayloadBytes += e.Length;
    }
}
