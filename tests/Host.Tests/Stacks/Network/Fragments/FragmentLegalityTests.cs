using System.Buffers.Binary;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Fragments that no sender makes, and what becomes of the datagram they pretend to belong to.</summary>
public sealed class FragmentLegalityTests
{
    [Theory]
    [InlineData(4, 8, true, 12)]
    [InlineData(6, 8, true, 12)]
    [InlineData(4, 8, true, 0)]
    [InlineData(6, 8, true, 0)]
    [InlineData(4, 8, false, 0)]
    [InlineData(6, 8, false, 0)]
    [InlineData(4, 65512, false, 8)]
    [InlineData(6, 65528, false, 8)]
    [InlineData(4, 65528, true, 8)]
    [InlineData(6, 65528, true, 8)]
    public void Fragment_OfImpossibleExtent_IsInvalid(int version, int start, bool more, int length)
    {
        using DefragmenterRig rig = new();
        Assert.Null(rig.Give(new FragmentSource(version).Fragment(start, more, length, 1)));
        Assert.Equal((1, 0), (rig.Drops[DropReason.FragmentInvalid], rig.Defragmenter.Datagrams));
    }

    [Theory]
    [InlineData(4, 65512, 3)]
    [InlineData(6, 65528, 7)]
    public void Datagram_OfTheGreatestLength_IsPutTogether(int version, int lastStart, int lastLength)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        byte[] payload = new byte[lastStart + lastLength];
        new Random(1).NextBytes(payload);
        for (int start = 0; start < lastStart; start += 8)
            Assert.Null(rig.Give(source.Fragment(start, true, payload.AsSpan(start, 8))));
        Assert.Equal(source.Whole(payload), rig.Give(source.Fragment(lastStart, false, payload.AsSpan(lastStart))));
        Assert.Equal(65535, payload.Length + (version == 4 ? 20 : 0));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Datagram_ThatTheFirstHeaderMakesTooLong_IsInvalidAsAWhole(int version)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        byte[] extension = new byte[8];
        extension[0] = 44;
        FragmentSource first = source with { Options = version == 4 ? [1, 1, 1, 1] : extension, FirstExtension = 60 };
        int most = 65535 - (version == 4 ? 20 : 0);
        Assert.Null(rig.Give(source.Fragment(40_000, false, most - 40_000, 1)));
        Assert.Null(rig.Give(source.Fragment(8, true, 39_992, 1)));
        Assert.Null(rig.Give(first.Fragment(0, true, 8, 1)));
        Assert.Equal((3, 0L), (rig.Drops[DropReason.FragmentInvalid], rig.Defragmenter.Waiting));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(6, 1)]
    [InlineData(4, 24)]
    [InlineData(4, 41)]
    [InlineData(6, 50)]
    [InlineData(6, 70)]
    public void Fragment_CapturedShorterThanItsLength_IsInvalid(int version, int cut)
    {
        using DefragmenterRig rig = new();
        Assert.Null(rig.Give(new FragmentSource(version).Fragment(0, true, 24, 1), cut: cut));
        Assert.Equal(1, rig.Drops[DropReason.FragmentInvalid]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Fragment_WithPaddingBehindIt_CountsTheIpLengthOnly(int version)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        Assert.Null(rig.Give(source.Fragment(0, true, 8, 1), padding: 18));
        byte[]? whole = rig.Give(source.Fragment(8, false, 3, 2), padding: 23);
        Assert.Equal(source.Whole([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2]), whole);
        Assert.False(rig.Defragmenter.CompletedWithOverlap);
    }

    /// <summary>The fragment that contradicts what is known is dropped; the datagram is completed by those that do not.</summary>
    [Theory]
    [InlineData(4, 16, false, 8)] // ends before the end
    [InlineData(6, 16, false, 8)]
    [InlineData(4, 24, false, 24)] // ends behind the end
    [InlineData(6, 24, false, 24)]
    [InlineData(4, 40, true, 8)] // lies behind the end
    [InlineData(6, 40, true, 8)]
    public void Fragment_AgainstTheKnownEnd_IsInvalidAndTheDatagramGoesOn(int version, int start, bool more, int length)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        Assert.Null(rig.Give(source.Fragment(32, false, 5, 7)));
        Assert.Null(rig.Give(source.Fragment(start, more, length, 9)));
        Assert.Equal((1, 1L), (rig.Drops[DropReason.FragmentInvalid], rig.Defragmenter.Waiting));
        byte[]? whole = rig.Give(source.Fragment(0, true, 32, 7));
        Assert.Equal(source.Whole(Enumerable.Repeat((byte)7, 37).ToArray()), whole);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void LastFragment_BeforeBytesThatAreThere_IsInvalid(int version)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        Assert.Null(rig.Give(source.Fragment(0, true, 32, 7)));
        Assert.Null(rig.Give(source.Fragment(16, false, 8, 9)));
        Assert.Equal(1, rig.Drops[DropReason.FragmentInvalid]);
        Assert.NotNull(rig.Give(source.Fragment(32, false, 1, 7)));
    }

    [Fact]
    public void Ipv6Fragment_WhoseChainDoesNotLeadToItsHeader_IsInvalid()
    {
        using DefragmenterRig rig = new();
        byte[] packet = new FragmentSource(6).Fragment(0, true, 16, 1);
        Assert.Null(rig.Give(packet)); // A sound one, to show that the next differs in nothing else.
        packet[6] = 17;
        PacketDescriptor descriptor = default;
        unsafe
        {
            fixed (byte* data = packet)
            {
                descriptor.data = data;
                descriptor.length = packet.Length;
                Assert.Null(rig.Give(ref descriptor, 40));
            }
        }

        Assert.Equal((1, 1L), (rig.Drops[DropReason.FragmentInvalid], rig.Defragmenter.Waiting));
    }

    /// <summary>Headers and offsets made of noise: nothing but the books is asserted, by the rig, and that reading stays inside the packet.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public unsafe void Fragments_MadeOfNoise_AreAllAccountedFor(int seed)
    {
        Random random = new(seed);
        using DefragmenterRig rig = new(new() { MaxMemory = 200_000, MaxDatagrams = 20 });
        byte[] packet = new byte[120];
        for (int i = 0; i < 20_000; i++)
        {
            bool isIpv6 = random.Next(2) == 0;
            random.NextBytes(packet);
            packet[0] = (byte)(random.Next(10) == 0 ? random.Next(256) : isIpv6 ? 0x60 : 0x45);
            int length = random.Next(packet.Length + 1);
            int header = isIpv6 && random.Next(8) != 0 ? random.Next(4) == 0 ? random.Next(130) : 40 : 0;
            if (random.Next(4) != 0) Tame(packet, length, isIpv6, random);
            fixed (byte* data = packet)
            {
                PacketDescriptor descriptor = default;
                descriptor.data = data;
                descriptor.length = length;
                descriptor.timestamp = i * DefragmenterRig.Milliseconds(1);
                if (rig.Give(ref descriptor, header) != null) rig.Defragmenter.Release(descriptor.lease);
            }
        }

        Assert.True(rig.Defragmenter.Completed > 0 && rig.Drops[DropReason.FragmentMerged] > 0 && rig.Drops[DropReason.FragmentMemory] > 0);
    }

    private static void Tame(byte[] packet, int length, bool isIpv6, Random random)
    {
        if (isIpv6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)Math.Max(0, length - 40));
            packet[6] = 44;
            packet.AsSpan(8, 32).Clear();
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(42), (ushort)(random.Next(20) * 8 | random.Next(2)));
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(44), (uint)random.Next(40));
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)random.Next(40));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)(random.Next(20) | random.Next(2) << 13));
        packet[9] = 17;
        packet.AsSpan(12, 8).Clear();
    }
}
