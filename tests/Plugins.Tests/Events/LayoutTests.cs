using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Plugins.Tests.Events;

public sealed class LayoutTests
{
    [Fact]
    public void Event_IsOneCacheLine() => Assert.Equal(64, Unsafe.SizeOf<Event>());

    [Fact]
    public void Snapshot_IsTwentyThreeBytes() => Assert.Equal(23, Unsafe.SizeOf<TcpSnapshot>());

    [Fact]
    public void PacketDescriptor_IsOneCacheLine() => Assert.Equal(64, Unsafe.SizeOf<PacketDescriptor>());

    [Fact]
    public void FlowKey_LeavesRoomForGenerationTimeAndMaskInItsCacheLine() => Assert.Equal(44, Unsafe.SizeOf<FlowKey>());
}
