namespace Microboxes.Host.Stacks.Monitor;

/// <summary>Reads the options of a TCP header (RFC 9293 §3.2).</summary>
internal static unsafe class TcpOptions
{
    private const int FixedHeader = 20;
    private const byte EndOfList = 0;
    private const byte NoOperation = 1;
    private const byte WindowScale = 3;

    /// <summary>Finds the window scale option (RFC 7323 §2.2).</summary>
    /// <param name="tcp">First byte of the TCP header.</param>
    /// <param name="end">Bytes of header that were captured, options included.</param>
    /// <param name="scale">The shift count as it stands there.</param>
    internal static bool TryReadWindowScale(byte* tcp, int end, out byte scale)
    {
        scale = 0;
        int at = FixedHeader;
        while (at < end && tcp[at] != EndOfList)
        {
            if (tcp[at] == NoOperation)
            {
                at++;
                continue;
            }

            if (at + 1 >= end || tcp[at + 1] < 2 || at + tcp[at + 1] > end) return false;
            if (tcp[at] == WindowScale && tcp[at + 1] == 3)
            {
                scale = tcp[at + 2];
                return true;
            }

            at += tcp[at + 1];
        }

        return false;
    }
}
