using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Tests.Listing;

/// <summary>Publishes an event per flow: when it has seen the third data packet of every third client's flow.</summary>
[Publish("EVENT/DETECTED", typeof(Finding))]
internal sealed partial class DetectorNf : NetworkFunction<int>
{
    internal ListingLog Log { get; } = new();

    [Subscribe("PKT/TCP/DATA", Half = "sending")]
    private void OnData(in Event e)
    {
        Log.Packet("data", in KeyOf(e), in e, PacketOf(e));
        ref int seen = ref StateOf(e);
        if (++seen == 3 && KeyOf(e).Port(End.Client) % 3 == 0) PublishDetected(in e, new Finding { Packet = PacketOf(e).Number, Seen = seen });
    }
}
