using System.Net;
using System.Text;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Plugins.Tests.Wire;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("2001:db8::1:0:0:1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("fe80::ffff:0:0:1")]
    [InlineData("::ffff:1.2.3.4")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("0:0:0:1::")]
    [InlineData("1:0:0:2::3")]
    public void Format_OfAnAddress_IsItsCanonicalText(string text) => Assert.Equal(text, Format(IPAddress.Parse(text).GetAddressBytes()));

    [Fact]
    public void Format_OfAddressesWithManyZeros_EqualsThePlatforms()
    {
        Random random = new(1);
        byte[] address = new byte[16];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(address);
            int zeros = random.Next(1 << 8);
            for (int word = 0; word < 8; word++)
                if ((zeros >> word & 1) != 0) address[2 * word] = address[(2 * word) + 1] = 0;
            Assert.Equal(new IPAddress(address).ToString(), Format(address));
        }
    }

    private static string Format(byte[] address)
    {
        byte[] text = new byte[AddressText.MaxLength];
        return Encoding.UTF8.GetString(text, 0, AddressText.Format(address, text));
    }
}
