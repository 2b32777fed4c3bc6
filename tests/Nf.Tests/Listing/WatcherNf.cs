using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.Tests.Listing;

/// <summary>Changes a detected flow's handler to a closer one, which raises the alarm after four packets and lets go of the flow.</summary>
[Publish("EVENT/IDS_ALERT", typeof(Finding))]
internal sealed partial class WatcherNf : NetworkFunction<int>
{
    internal ListingLog Log { get; } = new();

    [Subscribe("PKT/TCP", Half = "sending", Dynamic = true)]
    private void OnPacket(in Event e) => Log.Packet("glance", in KeyOf(e), in e, PacketOf(e));

    [Handles(nameof(OnPacket))]
    private void OnWatched(in Event e)
    {
        Log.Packet("watch", in KeyOf(e), in e, PacketOf(e));
        ref int seen = ref StateOf(e);
        if (++seen < 4) return;
        PublishIdsAlert(in e, new Finding { Packet = PacketOf(e).Number, Seen = seen });
        Release(e.Flow, Handlers.OnPacket);
    }

    [Subscribe("EVENT/DETECTED")]
    private void OnDetected(in Event e, in Finding finding)
    {
        Log.Finding("detected", in KeyOf(e), in finding);
        Subscribe(e.Flow, Handlers.OnWatched);
    }
}
