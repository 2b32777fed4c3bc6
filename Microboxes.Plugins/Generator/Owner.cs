using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Microboxes.Plugins.Generator;

/// <summary>An NF class, by value: all that is needed to write its other part.</summary>
/// <param name="Name">The full name, for messages and the generated file.</param>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="Types">The declarations of the types around it and its own, from the outside in, one per line.</param>
/// <param name="Access">How an override of a protected internal method is written in this assembly.</param>
/// <param name="Publications">The calls that declare what it publishes, one per line.</param>
/// <param name="Publishers">The methods that publish it, one per line.</param>
/// <param name="Fault">What is wrong with the class, or null.</param>
internal sealed record Owner(string Name, string Namespace, string Types, string Access, string Publications, string Publishers, Fault? Fault)
{
    private static readonly string[] Generated = ["Declare", "OnBatch"];

    internal const string BaseClass = "Microboxes.Plugins.Functions.NetworkFunction";

    internal static Owner Of(INamedTypeSymbol type, Compilation compilation)
    {
        INamedTypeSymbol? contract = Ancestor(type);
        bool internals = contract != null && Sees(compilation.Assembly, contract.ContainingAssembly);
        return new(
            type.ToDisplayString(),
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            string.Join("\n", Around(type).Reverse().Select(Declaration)),
            internals ? "protected internal" : "protected",
            PublicationReader.Declarations(type),
            PublicationReader.Methods(type),
            FaultOf(type, contract) ?? PublicationReader.FaultOf(type));
    }

    private static Fault? FaultOf(INamedTypeSymbol type, INamedTypeSymbol? contract)
    {
        Location place = type.Locations[0];
        if (contract == null) return Fault.At(Rules.NoNetworkFunction, place, type.Name);
        if (Around(type).Any(t => !IsPartial(t))) return Fault.At(Rules.NotPartial, place, type.Name);
        string? overridden = Generated.FirstOrDefault(name => type.GetMembers(name).OfType<IMethodSymbol>().Any(m => m.IsOverride));
        return overridden == null ? null : Fault.At(Rules.OverridesToo, place, type.Name, overridden);
    }

    private static INamedTypeSymbol? Ancestor(INamedTypeSymbol type)
    {
        INamedTypeSymbol? ancestor = type.BaseType;
        while (ancestor != null && ancestor.ToDisplayString() != BaseClass) ancestor = ancestor.BaseType;
        return ancestor;
    }

    private static bool Sees(IAssemblySymbol from, IAssemblySymbol contract) =>
        SymbolEqualityComparer.Default.Equals(from, contract) || contract.GivesAccessTo(from);

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t != null; t = t.ContainingType) yield return t;
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Declaration(INamedTypeSymbol type)
    {
        string kind = type.IsRecord ? type.IsValueType ? "record struct" : "record" : type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            _ => "class",
        };
        return $"partial {kind} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
    }
}
