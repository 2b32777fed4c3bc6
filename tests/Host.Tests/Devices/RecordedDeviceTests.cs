using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Host.Tests.Dynamic;
using Microboxes.Plugins.Wire;
using Microboxes.Testing;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

public sealed class RecordedDeviceTests
{
    [Theory]
    [InlineData("Inline", 1)]
    [InlineData("Dedicated", 1)]
    [InlineData("Packed", 3)]
    public void Run_OfAReplay_WritesWhatPassesAndTheResets(string placement, int stacks)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("sent.pcapng");
        HostOptions options = TestPlane.Options(1, Enum.Parse<Placement>(placement), "mem:flows=50");
        options.Stacks.Count = stacks;
        options.Applications[0].Functions[0].Mode = FunctionMode.Inline;
        PlaneReport report;
        using (Plane plane = Plane.Build(
            options, new Microboxes.Host.Commands.DemoOutputs(), _ => new TerminatorNf("PKT/TCP", 6), device => DeviceFactory.Open(device.Spec, path)))
        {
            plane.Run(TestContext.Current.CancellationToken);
            report = plane.Report();
        }

        List<Frame> sent = [.. Enumerable.Range(0, stacks).SelectMany(line => FrameList.Read(line == 0 ? path : $"{path}.{line}"))];
        int resets = sent.Count(frame => TcpFrame.Of(frame) is { } tcp && (tcp.Flags & (TcpFlags.Rst | TcpFlags.Ack)) == (TcpFlags.Rst | TcpFlags.Ack));
        Assert.InRange(resets, 2 * 40, 2 * 50);
        Assert.Equal(report.Delivered, sent.Count - resets);
        Assert.Contains(report.Drops, drop => drop.Key == "terminated");
    }

    [Fact]
    public void Open_FileThatCannotBeWritten_SaysSo()
    {
        DeviceException mistake = Assert.Throws<DeviceException>(() => DeviceFactory.Open("mem:", "/nowhere/at/all.pcapng"));
        Assert.StartsWith("'/nowhere/at/all.pcapng', which is to get what mem: sends on, cannot be written (", mistake.Message, StringComparison.Ordinal);
    }
}
