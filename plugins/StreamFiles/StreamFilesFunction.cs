using System.Buffers;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.StreamFiles;

/// <summary>
/// Hands every stream's bytes to a sink of the host's that writes one file per direction: records whose order names the connection and whose first byte says
/// what they are: B with both files' names, C and S with bytes of the client and the server, E at the end.
/// </summary>
[NetworkFunction("StreamFiles")]
internal sealed partial class StreamFilesFunction : NetworkFunction<StreamFilesFlow>
{
    // A packet's new bytes are few; those behind a filled hole can be many, and are handed over in pieces.
    private const int PieceSize = 1 << 16;
    private const int LineShift = 48;

    private readonly byte[] record = new byte[1 + PieceSize];
    private long connections;

    /// <inheritdoc/>
    protected override void OnHandOver(IBufferWriter<byte> state) => state.Append(connections);

    /// <inheritdoc/>
    protected override void OnTakeOver(ReadOnlySpan<byte> state) => state.TryTake(out connections);

    [Subscribe("DATA_READY")]
    private void OnData(in Event e)
    {
        ref StreamFilesFlow flow = ref StateOf(e);
        if (flow.Connection == 0) flow.Connection = Begin(KeyOf(e));
        record[0] = e.Sender == End.Client ? (byte)'C' : (byte)'S';
        ReadOnlySpan<byte> bytes = BytesOf(e);
        while (!bytes.IsEmpty)
        {
            int piece = Math.Min(PieceSize, bytes.Length);
            bytes[..piece].CopyTo(record.AsSpan(1));
            Services.Output.Write(flow.Connection, record.AsSpan(0, 1 + piece));
            bytes = bytes[piece..];
        }
    }

    [Subscribe("FLOW/END")]
    private void OnEnd(in Event e)
    {
        long connection = StateOf(e).Connection;
        if (connection != 0) Services.Output.Write(connection, "E"u8);
    }

    private long Begin(in FlowKey key)
    {
        long connection = ((long)Services.StackLine << LineShift) | ++connections;
        record[0] = (byte)'B';
        int length = 1 + FileName.Format(key, End.Client, record.AsSpan(1));
        record[length++] = 0;
        length += FileName.Format(key, End.Server, record.AsSpan(length));
        Services.Output.Write(connection, record.AsSpan(0, length));
        return connection;
    }
}
