using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

public sealed class DeviceFactoryTests
{
    [Fact]
    public void Open_OfACapture_TakesAPathWithOrWithoutPrefixAndSpeed()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "a,b=c.pcap");
        File.WriteAllBytes(path, CaptureBytes.Classic(Samples.Packets));
        foreach (string spec in (string[])[path, "pcap:" + path, "pcap:" + path + ",speed=max"]) Assert.Equal(300, Count(spec));
        using IPacketDevice paced = DeviceFactory.Open("pcap:" + path + ",speed=x1000000");
        Assert.IsType<PcapDevice>(paced);
        Assert.Equal(900, Count($"mem:rounds=3,file={path.Replace("a,b=c", "d", StringComparison.Ordinal)}", path));
        Directory.Delete(Path.GetDirectoryName(path)!, true);
    }

    [Fact]
    public void Open_OfTraffic_MakesTheKindThatIsNamed()
    {
        using IPacketDevice generator = DeviceFactory.Open("mem:flows=4,size=100,seed=3,loss=0.01,reorder=0.02,ip=both,vlan=1");
        Assert.IsType<TrafficGenerator>(generator);
        using IPacketDevice preloaded = DeviceFactory.Open("mem:flows=4,preload=yes");
        Assert.IsType<MemoryDevice>(preloaded);
        using IPacketDevice trace = DeviceFactory.Open("mem:trace=random,flows=10,packets=100,payload=20,rounds=2");
        Assert.IsType<RandomTrace>(trace);
        Assert.Equal(200, FrameList.From(trace).Count);
        using IPacketDevice plain = DeviceFactory.Open("mem:");
        Assert.IsType<TrafficGenerator>(plain);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("mem:flow=3", "flow is unknown; the options are flows, ")]
    [InlineData("mem:flows", "flows is not of the form name=value")]
    [InlineData("mem:flows=1,flows=2", "flows=2 is given twice")]
    [InlineData("mem:flows=many", "flows=many is not a whole number of 1 to ")]
    [InlineData("mem:flows=0", "flows=0 is not a whole number of 1 to ")]
    [InlineData("mem:loss=1.5", "loss=1.5 is not a share of 0 to 1")]
    [InlineData("mem:loss=-0.5", "loss=-0.5 is not a share of 0 to 1")]
    [InlineData("mem:ip=5", "ip=5 is none of 4, 6, both")]
    [InlineData("mem:fragment=20", "fragment=20 is too short")]
    [InlineData("mem:trace=sorted", "trace=sorted is none of random")]
    [InlineData("mem:file=nowhere.pcap", "no such file")]
    [InlineData("nowhere.pcap", "no such file")]
    [InlineData("pcap:nowhere.pcap,speed=warp", "speed=warp")]
    public void Open_OfAMistake_SaysWhatIsWrongInOneSentence(string spec, string cause)
    {
        DeviceException e = Assert.Throws<DeviceException>(() => DeviceFactory.Open(spec));
        Assert.Contains(cause, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    private static int Count(string spec, string? copyOf = null)
    {
        if (copyOf != null) File.Copy(copyOf, spec[(spec.IndexOf("file=", StringComparison.Ordinal) + 5)..], true);
        using IPacketDevice device = DeviceFactory.Open(spec);
        return FrameList.From(device).Count;
    }
}
