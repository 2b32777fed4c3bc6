using Microboxes.Host.Control.Planning;
using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>The instances that one plan brings, for all stack lines: those of which there is one per device are made once.</summary>
internal sealed class PlanInstances(InstanceDeclarations instances)
{
    private readonly Dictionary<PlanFunction, PlannedFunction> singles = [];
    private readonly Dictionary<PlanFunction, NfAdapter> singleAdapters = [];

    /// <summary>An instance for a stack line, without bits and adapter.</summary>
    internal PlannedFunction Make(PlanFunction planned)
    {
        if (singles.TryGetValue(planned, out PlannedFunction? single)) return single.AtAnotherLine(singleAdapters[planned].Function!);
        (NetworkFunction function, NfDeclaration declaration) = instances.Take(planned.Options.Function);
        PlannedFunction made = new(planned, function, declaration);
        if (planned.IsSingle) singles.Add(planned, made);
        return made;
    }

    /// <summary>The adapter that a single instance has at another stack line.</summary>
    internal NfAdapter? AdapterElsewhere(PlanFunction planned) => singleAdapters.GetValueOrDefault(planned);

    /// <summary>Notes the first adapter of an instance.</summary>
    internal void Note(PlanFunction planned, NfAdapter adapter)
    {
        if (planned.IsSingle) singleAdapters.TryAdd(planned, adapter);
    }
}
