using System.Text;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// Writes the streams that the StreamFiles NF hands over, one file for each direction that has bytes. Of tens of thousands of streams only the recently
/// written ones have an open file.
/// </summary>
internal sealed class StreamFileOutput : ThreadedOutput, INfOutputs
{
    private const int MostOpen = 256;
    private readonly string folder;
    private readonly Dictionary<long, Connection> connections = [];
    private readonly Dictionary<string, int> earlier = new(StringComparer.Ordinal);
    private readonly LinkedList<StreamFile> open = [];
    private readonly List<(string Name, long Length)> files = [];

    internal StreamFileOutput(string folder, WhenFull policy)
        : base("stream files", policy) => this.folder = folder;

    /// <summary>The files written, by name, and their lengths. Complete after <see cref="ThreadedOutput.Dispose"/>.</summary>
    internal IReadOnlyList<(string Name, long Length)> Files => files;

    public INfOutput Open(string application, string function, string target, int stackLine) => NewWriter();

    public IReadOnlyList<string> Close()
    {
        Dispose();
        return Loss is { } loss ? [loss] : [];
    }

    protected override void WriteBlock(OutputBlock block)
    {
        int position = 0;
        while (block.Next(ref position, out long connection, out ReadOnlySpan<byte> record)) Write(connection, record);
    }

    // Small streams share the disk best when they are written once.
    protected override void FlushWritten()
    {
    }

    protected override void CloseFiles()
    {
        foreach (Connection connection in connections.Values) Finish(connection);
        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
    }

    protected override string Explain(Exception e) => $"Nothing more is written to {folder}: {e.Message}";

    private void Write(long id, ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> rest = record[1..];
        switch ((StreamRecordKind)record[0])
        {
            case StreamRecordKind.Begin:
                connections[id] = Begin(rest);
                break;
            case StreamRecordKind.Client:
                Append(connections[id].Client, rest);
                break;
            case StreamRecordKind.Server:
                Append(connections[id].Server, rest);
                break;
            case StreamRecordKind.End:
                if (connections.Remove(id, out Connection? ended)) Finish(ended);
                break;
        }
    }

    // As tcpflow does: the second connection of a 5-tuple ends in c1, the third in c2.
    private Connection Begin(ReadOnlySpan<byte> names)
    {
        int end = names.IndexOf((byte)0);
        string client = Encoding.UTF8.GetString(names[..end]), server = Encoding.UTF8.GetString(names[(end + 1)..]);
        string tuple = string.CompareOrdinal(client, server) < 0 ? client : server;
        int count = earlier[tuple] = earlier.GetValueOrDefault(tuple, -1) + 1;
        string suffix = count == 0 ? "" : $"c{count}";
        return new(new(Path.Combine(folder, client + suffix)), new(Path.Combine(folder, server + suffix)));
    }

    private void Append(StreamFile file, ReadOnlySpan<byte> bytes)
    {
        if (file.IsOpen)
        {
            open.Remove(file.Place!);
            open.AddLast(file.Place!);
        }
        else
        {
            if (open.Count == MostOpen) CloseFile(open.First!.Value);
            file.Open();
            file.Place = open.AddLast(file);
        }

        file.Append(bytes);
    }

    private void Finish(Connection connection)
    {
        Finish(connection.Client);
        Finish(connection.Server);
    }

    private void Finish(StreamFile file)
    {
        if (file.Length > 0) files.Add((Path.GetFileName(file.Path), file.Length));
        if (file.IsOpen) CloseFile(file);
    }

    private void CloseFile(StreamFile file)
    {
        open.Remove(file.Place!);
        file.Close();
    }

    private sealed record Connection(StreamFile Client, StreamFile Server);
}
