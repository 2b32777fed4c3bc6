using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;

namespace Microboxes.Host.Control;

/// <summary>A stack line and the NF instances that follow its ring.</summary>
/// <param name="Line">The stack line.</param>
/// <param name="Functions">Its NF instances, each with the application it is part of, in plan order.</param>
internal sealed record LineWiring(StackLine Line, IReadOnlyList<(string Application, NfAdapter Adapter)> Functions) : IDisposable
{
    /// <summary>The line first, then its NFs.</summary>
    internal IEnumerable<IDutyCycle> DutyCycles => Functions.Select(f => f.Adapter.Cycle).Prepend(Line).Distinct();

    public void Dispose()
    {
        foreach ((_, NfAdapter adapter) in Functions) adapter.Dispose();
        Line.Dispose();
    }
}
