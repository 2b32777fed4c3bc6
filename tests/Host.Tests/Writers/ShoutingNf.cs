using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Writers;

/// <summary>Writes everything in capitals: a change of the same length that tells at every byte whether it was made.</summary>
/// <param name="type">What it subscribes to.</param>
/// <param name="writes">What it declares to write.</param>
internal sealed class ShoutingNf(string type, PortWrites writes) : NetworkFunction
{
    internal long Changed { get; private set; }

    protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe(type, half: type == "DATA_READY" ? null : "sending", writes: writes);

    protected internal override void OnBatch(EventBatch batch)
    {
        while (batch.MoveNext())
        {
            Span<byte> bytes = batch.Current.Type == EventTypes.DataReady ? WritableBytesOf(in batch.Current) : WritablePacketOf(in batch.Current).Payload;
            foreach (ref byte one in bytes)
            {
                if (one is < (byte)'a' or > (byte)'z') continue;
                one -= 'a' - 'A';
                Changed++;
            }
        }
    }
}
