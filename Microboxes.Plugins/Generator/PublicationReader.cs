using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Microboxes.Plugins.Generator;

/// <summary>Reads what an NF class says it publishes.</summary>
internal static class PublicationReader
{
    private const string Publish = "Microboxes.Plugins.Functions.PublishAttribute";

    /// <summary>The calls that declare it, one per line.</summary>
    internal static string Declarations(INamedTypeSymbol nf) => string.Join("\n", Marked(nf).Select(Declaration));

    /// <summary>A method for each that publishes such an event, one per line.</summary>
    internal static string Methods(INamedTypeSymbol nf) => string.Join("\n", Marked(nf).Select(Method));

    /// <summary>What is wrong with the first faulty one, or null.</summary>
    internal static Fault? FaultOf(INamedTypeSymbol nf) => Marked(nf)
        .Select(attribute => (Path: Path(attribute), What: EventPath.FaultOfPublished(Path(attribute)) ?? FaultOfMost(attribute) ?? Payload.FaultOf(PayloadOf(attribute))))
        .Where(found => found.What != null)
        .Select(found => Fault.At(Rules.WrongPublication, nf.Locations[0], nf.Name, found.Path, found.What!))
        .FirstOrDefault();

    private static IEnumerable<AttributeData> Marked(INamedTypeSymbol nf) => nf.GetAttributes().Where(a => a.AttributeClass?.ToDisplayString() == Publish);

    private static string Declaration(AttributeData attribute) =>
        $"Publish{Payload.Argument(PayloadOf(attribute))}({SymbolDisplay.FormatLiteral(Path(attribute), quote: true)}, most: {Most(attribute)})";

    private static string Method(AttributeData attribute, int number)
    {
        string name = MethodName(Path(attribute));
        string about = "in global::Microboxes.Plugins.Events.Event about";
        string payload = Payload.Name(PayloadOf(attribute));
        return payload.Length == 0
            ? $"private bool {name}({about}) => Publish({number}, in about);"
            : $"private bool {name}({about}, in {payload} payload) => Publish({number}, in about, in payload);";
    }

    // EVENT/IDS_ALERT is published by PublishIdsAlert, FLOW/TCP/TERMINATE by PublishFlowTcpTerminate.
    private static string MethodName(string path)
    {
        IEnumerable<string> words = path.Split('/', '_').SkipWhile((word, i) => i == 0 && word == "EVENT");
        return "Publish" + string.Concat(words.Where(word => word.Length > 0).Select(word => word[0] + word.Substring(1).ToLowerInvariant()));
    }

    private static string Path(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";

    private static object? PayloadOf(AttributeData attribute) => attribute.ConstructorArguments.Skip(1).FirstOrDefault().Value;

    private static int Most(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(a => a.Key == "Most").Value.Value as int? ?? 1;

    private static string? FaultOfMost(AttributeData attribute) => Most(attribute) is >= 1 and <= 1024 ? null : $"Most is {Most(attribute)}, write 1 to 1024";
}
