using Microboxes.Host.Native.Dpdk;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Dpdk;

[Collection("DPDK")]
public sealed class DpdkLibraryTests
{
    [Fact]
    public void Layout_OfTheShim_IsWhatBuffersAreReadBy()
    {
        DpdkPresence.Require();
        Assert.Equal(MbufLayout.Expected, MbufLayout.OfShim());
    }

    [Fact]
    public void CommandLine_WithoutPciAddresses_LooksAtNoPciDevice()
    {
        Assert.Contains("--no-pci", new DpdkStart().CommandLine(0, hugePages: false));
        IReadOnlyList<string> named = new DpdkStart { PciAddresses = ["0000:01:00.0"] }.CommandLine(0, hugePages: false);
        Assert.DoesNotContain("--no-pci", named);
        Assert.Contains("0000:01:00.0", named);
    }

    [Theory]
    [InlineData(false, "--no-huge", "--in-memory")]
    [InlineData(true, "--in-memory", "--no-huge")]
    public void CommandLine_TakesHugePages_WhereThereAreSome(bool hugePages, string with, string without)
    {
        IReadOnlyList<string> line = new DpdkStart().CommandLine(0, hugePages);
        Assert.Contains(with, line);
        Assert.DoesNotContain(without, line);
    }

    [Fact]
    public void Open_OfAPortThatIsNotThere_SaysWhatToCheck()
    {
        DpdkPresence.Require();
        DpdkException mistake = Assert.Throws<DpdkException>(() => DpdkPort.Open("port=nowhere"));
        Assert.Equal("dpdk:port=nowhere: DPDK has no port named nowhere: check the name, and that the driver's package is installed (Debian: dpdk).", mistake.Message);
        mistake = Assert.Throws<DpdkException>(() => DpdkPort.Open("net_af_packet9,iface=notthere"));
        Assert.StartsWith("dpdk:net_af_packet9,iface=notthere: DPDK cannot make this port (", mistake.Message, StringComparison.Ordinal);
    }
}
