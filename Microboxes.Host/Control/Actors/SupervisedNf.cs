using Microboxes.Host.Functions;

namespace Microboxes.Host.Control.Actors;

/// <summary>One NF instance where it is wired.</summary>
/// <param name="Application">The application it is part of.</param>
/// <param name="Function">The NF's name.</param>
/// <param name="StackLine">The stack line it serves first.</param>
/// <param name="Adapter">Its adapter there.</param>
internal sealed record SupervisedNf(string Application, string Function, int StackLine, NfAdapter Adapter)
{
    /// <summary>All instances of a plane, by stack line.</summary>
    internal static IReadOnlyList<SupervisedNf> Of(LineWiring line, int number) =>
        [.. line.Functions.Where(f => f.Adapter.IsFirst).Select(f => new SupervisedNf(f.Application, NameOf(f.Adapter), number, f.Adapter))];

    private static string NameOf(NfAdapter adapter) => adapter.Name[..adapter.Name.LastIndexOf('#')];
}
