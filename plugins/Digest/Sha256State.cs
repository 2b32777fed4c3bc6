using System.Runtime.InteropServices;

namespace Microboxes.Nf.Digest;

/// <summary>A SHA-256 under way (FIPS 180-4), laid out as libcrypto's SHA256_CTX so that either implementation goes on with it: 112 bytes, no pointers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Sha256State
{
    internal const int HashSize = 32;
    internal const int BlockSize = 64;

    internal fixed uint hash[8];
    internal ulong bits;
    internal fixed byte block[BlockSize];
    internal uint blockLength;
    internal uint hashLength;

    internal void Begin()
    {
        hash[0] = 0x6a09e667;
        hash[1] = 0xbb67ae85;
        hash[2] = 0x3c6ef372;
        hash[3] = 0xa54ff53a;
        hash[4] = 0x510e527f;
        hash[5] = 0x9b05688c;
        hash[6] = 0x1f83d9ab;
        hash[7] = 0x5be0cd19;
        bits = 0;
        blockLength = 0;
        hashLength = HashSize;
    }
}
