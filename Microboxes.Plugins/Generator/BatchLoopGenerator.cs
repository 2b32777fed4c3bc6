using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Microboxes.Plugins.Generator;

/// <summary>
/// Turns the marked handlers of an NF into one loop inside the NF's own assembly, so that the host calls it once per batch and not once per event.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BatchLoopGenerator : IIncrementalGenerator
{
    private const int PortsOfARing = 64;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<Handler>> subscriptions = Marked(context, HandlerReader.Subscribe);
        IncrementalValueProvider<ImmutableArray<Handler>> timers = Marked(context, HandlerReader.Timer);
        IncrementalValueProvider<ImmutableArray<Handler>> others = Marked(context, HandlerReader.Handles);
        context.RegisterSourceOutput(
            subscriptions.Combine(timers).Combine(others),
            static (output, all) => Write(output, all.Left.Left.AddRange(all.Left.Right).AddRange(all.Right)));
    }

    private static IncrementalValueProvider<ImmutableArray<Handler>> Marked(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is MethodDeclarationSyntax,
            static (found, _) => HandlerReader.Read(found)).Collect();

    private static void Write(SourceProductionContext output, ImmutableArray<Handler> handlers)
    {
        foreach (IGrouping<string, Handler> nf in handlers.GroupBy(h => h.Owner.Name))
        {
            Handler[] inOrder = nf.OrderBy(h => h.File, System.StringComparer.Ordinal).ThenBy(h => h.Position).ToArray();
            Fault[] faults = FaultsOf(inOrder).ToArray();
            foreach (Fault fault in faults) output.ReportDiagnostic(fault.ToDiagnostic());
            if (faults.Length == 0) output.AddSource(FileName(nf.Key), BatchLoopWriter.Write(inOrder[0].Owner, inOrder));
        }
    }

    private static IEnumerable<Fault> FaultsOf(Handler[] handlers)
    {
        Owner owner = handlers[0].Owner;
        if (owner.Fault != null) yield return owner.Fault;
        int count = handlers.Count(h => h.InPlaceOf.Length == 0);
        if (count > PortsOfARing)
            yield return handlers[0].Place with { Rule = Rules.TooManyPorts.Id, Arguments = $"{owner.Name}\u001f{count}" };
        HashSet<string> dynamic = [.. handlers.Where(h => h.IsDynamic).Select(h => h.Method)];
        Dictionary<string, Handler> ports = [];
        foreach (Handler handler in handlers)
        {
            if (handler.Fault != null) yield return handler.Fault;
            else if (handler.InPlaceOf.Length > 0 && !dynamic.Contains(handler.InPlaceOf)) yield return handler.Place;
            else if (handler.Port.Length == 0) continue;
            else if (!ports.TryGetValue(handler.Port, out Handler? first)) ports.Add(handler.Port, handler);
            else yield return handler.Place with { Arguments = $"{handler.Place.Arguments}\u001f{first.Method}" };
        }
    }

    private static string FileName(string type) => type.Replace('<', '{').Replace('>', '}') + ".g.cs";
}
