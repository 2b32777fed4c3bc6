using Microsoft.CodeAnalysis;

namespace Microboxes.Plugins.Generator;

/// <summary>The payload types that attributes name.</summary>
internal static class Payload
{
    /// <summary>The type as a type argument of a call, or nothing where none is named.</summary>
    internal static string Argument(object? payload) => payload is ITypeSymbol ? $"<{Name(payload)}>" : "";

    /// <summary>The type as code names it, or nothing.</summary>
    internal static string Name(object? payload) => payload is ITypeSymbol type ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "";

    /// <summary>What is wrong with it, as the end of a sentence, or null.</summary>
    internal static string? FaultOf(object? payload) =>
        payload is ITypeSymbol { IsUnmanagedType: false } ? "name a struct of numbers, enums and fixed arrays" : null;
}
