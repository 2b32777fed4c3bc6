using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary><c>not</c> and what follows it.</summary>
internal sealed class Not(FlowFilter term) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => !term.Selects(in key);
}
