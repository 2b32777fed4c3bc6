using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.Tests.Listing;

/// <summary>Receives alerts and terminates their flows.</summary>
[NetworkFunction("Terminator", Mode = NfMode.Inline)]
[Publish("FLOW/TCP/TERMINATE")]
internal sealed partial class TerminatorNf : NetworkFunction
{
    internal ListingLog Log { get; } = new();

    [Subscribe("EVENT/IDS_ALERT")]
    private void OnAlert(in Event e, in Finding finding)
    {
        Log.Finding("alert", in KeyOf(e), in finding);
        PublishFlowTcpTerminate(in e);
    }
}
