using System.Numerics;
using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Functions;

/// <summary>Stand-in work: CRC-32C of every stream's bytes.</summary>
[NetworkFunction("PayloadHash", Mode = NfMode.Inline)]
internal sealed partial class PayloadHash : ChainFunction
{
    internal override bool ReadsPackets => false;

    internal override bool ReadsStreams => true;

    [Subscribe("DATA_READY")]
    private void OnData(in Event e)
    {
        ReadOnlySpan<byte> bytes = BytesOf(e);
        uint crc = (uint)Sum;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, word);
        for (int i = bytes.Length & ~7; i < bytes.Length; i++) crc = BitOperations.Crc32C(crc, bytes[i]);
        Sum = crc;
        StreamBytes += bytes.Length;
    }
}
