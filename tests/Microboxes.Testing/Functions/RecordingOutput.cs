using System.Text;
using Microboxes.Plugins.Functions;

namespace Microboxes.Testing.Functions;

/// <summary>Keeps what an NF writes.</summary>
public sealed class RecordingOutput : INfOutput
{
    private readonly List<(long Order, string Record)> records = [];

    /// <summary>Records in the order they were written.</summary>
    public IReadOnlyList<(long Order, string Record)> Records => records;

    /// <summary>The one record there is.</summary>
    public string Only => records.Single().Record;

    /// <inheritdoc/>
    public void Write(long order, ReadOnlySpan<byte> record) => records.Add((order, Encoding.UTF8.GetString(record)));
}
