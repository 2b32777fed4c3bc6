using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>Selects flows by what their key says. Immutable.</summary>
internal abstract class FlowFilter
{
    internal abstract bool Selects(in FlowKey key);
}
