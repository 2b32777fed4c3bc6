using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Plugins.Tests.Events;

public sealed class EventTypeTests
{
    [Fact]
    public void Is_DescendantOfAncestor_Holds()
    {
        Assert.True(EventTypes.TcpPacket.Is(EventTypes.Packet));
        Assert.True(EventTypes.TcpEstablished.Is(EventTypes.Flow));
        Assert.True(EventTypes.Gap.Is(EventTypes.Event));
    }

    [Fact]
    public void Is_SiblingOrDescendant_DoesNotHold()
    {
        Assert.False(EventTypes.UdpPacket.Is(EventTypes.TcpPacket));
        Assert.False(EventTypes.Packet.Is(EventTypes.TcpPacket));
    }
}
