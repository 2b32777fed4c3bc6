namespace Microboxes.Paper.Traces;

/// <summary>One direction's bytes up to its first gap, and their CRC-32.</summary>
internal struct CrcHalf
{
    private static readonly uint[] Table = MakeTable();
    private bool hasGap;

    internal long Bytes { get; private set; }

    internal uint Crc { get; private set; }

    /// <summary>Bytes behind a gap, which a reassembler that waits for the missing ones never delivers.</summary>
    internal long BytesBehindGap { get; private set; }

    internal void Gap() => hasGap = true;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        if (hasGap)
        {
            BytesBehindGap += bytes.Length;
            return;
        }

        uint crc = ~Crc;
        foreach (byte b in bytes) crc = (crc >> 8) ^ Table[(byte)(crc ^ b)];
        Crc = ~crc;
        Bytes += bytes.Length;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
