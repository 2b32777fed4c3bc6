using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Control.Actors;

/// <summary>An NF that does something wrong at its n-th event, each new instance again.</summary>
internal sealed class MisbehavingNf(Misbehaviour how, long at, ManualResetEventSlim end) : NetworkFunction
{
    private const int Block = 1 << 20;
    private readonly List<byte[]> hoard = [];
    private NfCounter? counter;
    private long events;

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT");

    protected internal override void OnStart() => counter = Services.Counters.Counter("seen");

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            if (++events == at) Misbehave();
            else counter!.Add();
            if (how == Misbehaviour.AllocatesEveryEvent && events > at) hoard.Add(new byte[Block]);
        }
    }

    private void Misbehave()
    {
        switch (how)
        {
            case Misbehaviour.Throws:
                throw new InvalidOperationException("no more");
            case Misbehaviour.Blocks:
                end.Wait();
                break;
            case Misbehaviour.LoopsForEver:
                while (!end.IsSet) hoard.Clear();
                break;
        }
    }
}
