using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>Terms joined by <c>or</c>.</summary>
internal sealed class AnyOf(FlowFilter[] terms) : FlowFilter
{
    internal override bool Selects(in FlowKey key)
    {
        foreach (FlowFilter term in terms)
        {
            if (term.Selects(in key)) return true;
        }

        return false;
    }
}
