using System.Buffers.Binary;
using System.Security.Cryptography;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>A connection's name in the log, in Zeek's form: C and 17 letters and digits. The same capture gives the same names however it is processed.</summary>
internal static class ConnectionUid
{
    internal const int Length = 18;

    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;

    internal static void Format(in FlowKey key, long firstPacket, long firstTime, Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[16 + 16 + 5 + 8 + 8];
        input.Clear();
        key.AddressBytes(End.Client).CopyTo(input);
        key.AddressBytes(End.Server).CopyTo(input[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(input[32..], (ushort)key.Port(End.Client));
        BinaryPrimitives.WriteUInt16BigEndian(input[34..], (ushort)key.Port(End.Server));
        input[36] = (byte)key.Protocol;
        BinaryPrimitives.WriteInt64BigEndian(input[37..], firstPacket);
        BinaryPrimitives.WriteInt64BigEndian(input[45..], firstTime);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        UInt128 number = BinaryPrimitives.ReadUInt128BigEndian(hash);
        destination[0] = (byte)'C';
        for (int i = 1; i < Length; i++, number /= 62) destination[i] = Digits[(int)(number % 62)];
    }
}
