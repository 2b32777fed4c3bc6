using System.Buffers.Binary;
using Microboxes.Host.Devices.Generation;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Generation;

public sealed unsafe class InternetChecksumTests
{
    [Fact]
    public void Fold_OfBytesOfAnyLength_EqualsTheReference()
    {
        Random random = new(1);
        for (int length = 0; length < 300; length++) Check(random, length);
        Check(random, 65_535);
        byte[] ones = new byte[65_535];
        Array.Fill(ones, (byte)0xFF);
        Check(ones);
    }

    private static void Check(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        Check(bytes);
    }

    private static void Check(byte[] bytes)
    {
        fixed (byte* data = bytes)
        {
            ushort sum = InternetChecksum.Fold(InternetChecksum.Add(0, data, bytes.Length));
            Assert.Equal(Checksum.Of(bytes), BinaryPrimitives.ReverseEndianness(sum));
        }
    }
}
