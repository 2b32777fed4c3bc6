using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>Terms joined by <c>and</c>.</summary>
internal sealed class AllOf(FlowFilter[] terms) : FlowFilter
{
    internal override bool Selects(in FlowKey key)
    {
        foreach (FlowFilter term in terms)
        {
            if (!term.Selects(in key)) return false;
        }

        return true;
    }
}
