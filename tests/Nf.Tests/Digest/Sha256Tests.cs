using System.Security.Cryptography;
using Microboxes.Nf.Digest;
using Xunit;
using Sha256 = Microboxes.Nf.Digest.Sha256;

namespace Microboxes.Nf.Tests.Digest;

public sealed unsafe class Sha256Tests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(100_000)]
    public void Update_AnyLength_EqualsThePlatforms(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        byte[] expected = SHA256.HashData(bytes);
        Assert.Equal(expected, HashOf(Sha256.Managed, bytes, seed: 1));
        Assert.Equal(expected, HashOf(Sha256.Fastest(), bytes, seed: 2));
    }

    [Fact]
    public void State_OfOneImplementation_IsContinuedByTheOther()
    {
        byte[] bytes = new byte[5000];
        new Random(7).NextBytes(bytes);
        Sha256State state = default;
        state.Begin();
        Sha256[] both = [Sha256.Managed, Sha256.Fastest()];
        for (int at = 0, turn = 0; at < bytes.Length; at += 333, turn++)
            both[turn % 2].Update(&state, bytes.AsSpan(at, Math.Min(333, bytes.Length - at)));
        byte[] result = new byte[Sha256State.HashSize];
        Sha256.Managed.Final(&state, result);
        Assert.Equal(SHA256.HashData(bytes), result);
    }

    [Fact]
    public void State_IsAsLargeAsLibcryptosContext() => Assert.Equal(112, sizeof(Sha256State));

    private static byte[] HashOf(Sha256 algorithm, ReadOnlySpan<byte> bytes, int seed)
    {
        Random random = new(seed);
        Sha256State state = default;
        state.Begin();
        while (!bytes.IsEmpty)
        {
            int part = Math.Min(bytes.Length, random.Next(1, 200));
            algorithm.Update(&state, bytes[..part]);
            bytes = bytes[part..];
        }

        byte[] result = new byte[Sha256State.HashSize];
        algorithm.Final(&state, result);
        return result;
    }
}
