using System.Buffers;
using System.Buffers.Binary;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Functions;

/// <summary>An NF that counts its events and hands the count over.</summary>
internal sealed class HandingNf(bool failsToTakeOver = false) : NetworkFunction
{
    /// <summary>Events of this instance and, when it took over, of those before it.</summary>
    internal long Total { get; private set; }

    /// <summary>Events of this instance.</summary>
    internal long Own { get; private set; }

    internal bool Stopped { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Own++;
            Total++;
        }
    }

    protected internal override void OnStop() => Stopped = true;

    protected internal override void OnHandOver(IBufferWriter<byte> state)
    {
        BinaryPrimitives.WriteInt64LittleEndian(state.GetSpan(sizeof(long)), Total);
        state.Advance(sizeof(long));
    }

    protected internal override void OnTakeOver(ReadOnlySpan<byte> state)
    {
        if (failsToTakeOver) throw new InvalidOperationException("no\nroom");
        Total = BinaryPrimitives.ReadInt64LittleEndian(state);
    }
}
