using Microboxes.Host.Devices.Generation;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Generation;

public sealed class RandomTraceTests
{
    [Fact]
    public void Packets_OfSeveralRounds_GoOnInOrderWithRightChecksums()
    {
        using RandomTrace trace = new(flows: 20, packets: 200, payload: 33, rounds: 4);
        Dictionary<string, uint> next = [];
        List<Frame> frames = FrameList.From(trace);
        Assert.Equal(800, frames.Count);
        foreach (TcpFrame tcp in frames.Select(frame => TcpFrame.Of(frame)!))
        {
            Assert.True(tcp.HasValidChecksum);
            Assert.Equal(33, tcp.Payload.Length);
            string stream = $"{tcp.Source} {tcp.Destination}";
            Assert.Equal(next.GetValueOrDefault(stream), tcp.Sequence);
            Assert.Equal(next.GetValueOrDefault($"{tcp.Destination} {tcp.Source}"), tcp.Acknowledgment);
            next[stream] = tcp.Sequence + 33;
        }

        Assert.Equal(40, next.Count);
    }
}
