using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.Tests.Listing;

/// <summary>Sees what others published, and the packets they let pass.</summary>
internal sealed partial class AfterwardsNf : NetworkFunction
{
    internal ListingLog Log { get; } = new();

    [Subscribe("PKT/TCP", Half = "sending")]
    private void OnPacket(in Event e) => Log.Packet("packet", in KeyOf(e), in e, PacketOf(e));

    [Subscribe("EVENT/DETECTED")]
    private void OnDetected(in Event e, in Finding finding) => Log.Finding("detected", in KeyOf(e), in finding);

    [Subscribe("EVENT/IDS_ALERT")]
    private void OnAlert(in Event e, in Finding finding) => Log.Finding("alert", in KeyOf(e), in finding);

    [Subscribe("FLOW/TCP/TERMINATE")]
    private void OnTerminate(in Event e) => Log.Lines.Add($"terminate {KeyOf(e)}");
}
