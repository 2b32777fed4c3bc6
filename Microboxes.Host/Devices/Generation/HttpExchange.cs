using System.Globalization;
using System.Text;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// The bytes of generated streams: a pure function of seed, flow, sender and offset. All requests have one length and all responses another,
/// so an offset says at once which message it is in.
/// </summary>
internal sealed class HttpExchange
{
    private const string Digits = "000000000000";
    private const string Tail = "Connection: keep-alive\r\n\r\n";
    private const string LastTail = "Connection: close     \r\n\r\n";

    private readonly byte[] request = Encoding.ASCII.GetBytes(
        $"GET /{Digits}/{Digits} HTTP/1.1\r\nHost: server.example\r\nUser-Agent: microboxes\r\nAccept: */*\r\n{Tail}");

    private readonly byte[] response;
    private readonly ulong seed;
    private readonly int requests;

    internal HttpExchange(TrafficOptions options)
    {
        seed = options.Seed;
        requests = options.Requests;
        string length = options.ObjectSize.ToString("D12", CultureInfo.InvariantCulture);
        response = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nServer: microboxes\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\n{Tail}");
        RequestLength = request.Length;
        ResponseLength = response.Length + options.ObjectSize;
    }

    internal int RequestLength { get; }

    internal long ResponseLength { get; }

    /// <summary>Bytes of a message of one end.</summary>
    internal long MessageLength(End sender) => sender == End.Client ? RequestLength : ResponseLength;

    /// <summary>Bytes one end sends in a connection.</summary>
    internal long StreamLength(End sender) => MessageLength(sender) * requests;

    /// <summary>Writes the stream's bytes from an offset on.</summary>
    internal void Fill(long flow, End sender, long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            (long message, long position) = Math.DivRem(offset, MessageLength(sender));
            int length = (int)Math.Min(destination.Length, MessageLength(sender) - position);
            FillMessage(flow, sender, message, position, destination[..length]);
            destination = destination[length..];
            offset += length;
        }
    }

    private void FillMessage(long flow, End sender, long message, long position, Span<byte> destination)
    {
        byte[] header = sender == End.Client ? request : response;
        if (position < header.Length)
        {
            int length = (int)Math.Min(destination.Length, header.Length - position);
            FillHeader(flow, sender, message, (int)position, destination[..length]);
            destination = destination[length..];
            position += length;
        }

        if (destination.Length > 0) FillBody(flow, message, position - header.Length, destination);
    }

    private void FillHeader(long flow, End sender, long message, int position, Span<byte> destination)
    {
        Span<byte> text = stackalloc byte[256];
        byte[] header = sender == End.Client ? request : response;
        header.CopyTo(text);
        if (message == requests - 1) PutLastTail(text[..header.Length]);
        if (sender == End.Client)
        {
            PutDigits(text.Slice(5, Digits.Length), flow);
            PutDigits(text.Slice(6 + Digits.Length, Digits.Length), message);
        }

        text.Slice(position, destination.Length).CopyTo(destination);
    }

    private static void PutLastTail(Span<byte> header)
    {
        Span<byte> tail = header[^LastTail.Length..];
        for (int i = 0; i < LastTail.Length; i++) tail[i] = (byte)LastTail[i];
    }

    private static void PutDigits(Span<byte> at, long value)
    {
        for (int i = at.Length - 1; i >= 0; i--)
        {
            at[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private void FillBody(long flow, long message, long position, Span<byte> destination)
    {
        ulong key = Draw.Bits(Draw.Bits(seed + (ulong)Purpose.Body, (ulong)flow), (ulong)message);
        BodyBytes.Fill(key, position, destination);
    }
}
