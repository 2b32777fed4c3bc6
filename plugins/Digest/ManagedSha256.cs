using System.Buffers.Binary;
using System.Numerics;

namespace Microboxes.Nf.Digest;

/// <summary>SHA-256 by FIPS 180-4, for machines without libcrypto and as the other side of the differential test.</summary>
internal static unsafe class ManagedSha256
{
    private const int LengthOffset = Sha256State.BlockSize - sizeof(ulong);

    // FIPS 180-4 section 4.2.2.
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    internal static void Update(Sha256State* state, ReadOnlySpan<byte> bytes)
    {
        state->bits += (ulong)bytes.Length * 8;
        Span<byte> block = new(state->block, Sha256State.BlockSize);
        if (state->blockLength > 0)
        {
            int taken = Math.Min(Sha256State.BlockSize - (int)state->blockLength, bytes.Length);
            bytes[..taken].CopyTo(block[(int)state->blockLength..]);
            state->blockLength += (uint)taken;
            bytes = bytes[taken..];
            if (state->blockLength < Sha256State.BlockSize) return;
            Compress(state->hash, block);
        }

        for (; bytes.Length >= Sha256State.BlockSize; bytes = bytes[Sha256State.BlockSize..]) Compress(state->hash, bytes);
        bytes.CopyTo(block);
        state->blockLength = (uint)bytes.Length;
    }

    internal static void Final(Sha256State* state, Span<byte> result)
    {
        Span<byte> block = new(state->block, Sha256State.BlockSize);
        int length = (int)state->blockLength;
        block[length++] = 0x80;
        block[length..].Clear();
        if (length > LengthOffset)
        {
            Compress(state->hash, block);
            block.Clear();
        }

        BinaryPrimitives.WriteUInt64BigEndian(block[LengthOffset..], state->bits);
        Compress(state->hash, block);
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(result[(4 * i)..], state->hash[i]);
    }

    // Section 6.2.2. The schedule is kept as a ring of 16 words.
    private static void Compress(uint* hash, ReadOnlySpan<byte> block)
    {
        uint* w = stackalloc uint[16];
        uint a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
        for (int t = 0; t < 64; t++)
        {
            w[t & 15] = t < 16 ? BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]) : Expand(w, t);
            uint first = h + BigSigma1(e) + ((e & f) ^ (~e & g)) + Constants[t] + w[t & 15];
            uint second = BigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        hash[0] += a;
        hash[1] += b;
        hash[2] += c;
        hash[3] += d;
        hash[4] += e;
        hash[5] += f;
        hash[6] += g;
        hash[7] += h;
    }

    private static uint Expand(uint* w, int t) =>
        SmallSigma1(w[(t - 2) & 15]) + w[(t - 7) & 15] + SmallSigma0(w[(t - 15) & 15]) + w[t & 15];

    private static uint BigSigma0(uint x) => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    private static uint BigSigma1(uint x) => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    private static uint SmallSigma0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    private static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);
}
