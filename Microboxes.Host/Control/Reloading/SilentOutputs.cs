using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>Outputs of a rehearsal: whatever is written is forgotten.</summary>
internal sealed class SilentOutputs : INfOutputs
{
    public INfOutput Open(string application, string function, string target, int stackLine) => NullNfOutput.Instance;
}
