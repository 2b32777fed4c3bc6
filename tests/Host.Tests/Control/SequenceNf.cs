using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Control;

/// <summary>Notes the sequence of every event it gets of its stack line's ring, and how it was started and stopped.</summary>
internal sealed class SequenceNf(Action<NfDeclaration> declare) : NetworkFunction
{
    /// <summary>Stack line and sequence.</summary>
    internal List<(int Line, long Sequence)> Events { get; } = [];

    /// <summary>How many bytes DATA_READY events told of.</summary>
    internal long Bytes { get; private set; }

    internal int Started { get; private set; }

    internal int Stopped { get; private set; }

    /// <summary>Asked of each event, where the NF is inline.</summary>
    internal Func<long, Verdict>? Decides { get; init; }

    protected internal override void Declare(NfDeclaration declaration) => declare(declaration);

    protected internal override void OnStart()
    {
        if (Services.Settings.Flag("refuse", false)) throw new NfConfigurationException("refuse is true: leave it out.");
        Started++;
    }

    protected internal override void OnStop() => Stopped++;

    protected internal override unsafe void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if (batch.Current.Type == Microboxes.Plugins.Events.EventTypes.DataReady) Bytes += batch.Current.Length;
            Events.Add((Services.StackLine, Context->position));
            if (Decides != null) Decide(Decides(Context->position));
        }
    }
}
