using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Microboxes.Plugins.Generator;

/// <summary>Turns a marked method into a <see cref="Handler"/>.</summary>
internal static class HandlerReader
{
    internal const string Subscribe = "Microboxes.Plugins.Functions.SubscribeAttribute";
    internal const string Handles = "Microboxes.Plugins.Functions.HandlesAttribute";
    internal const string Timer = "Microboxes.Plugins.Functions.TimerAttribute";
    private const string EventName = "Microboxes.Plugins.Events.Event";

    private static readonly string[] Halves = ["client", "server", "sending", "receiving"];
    private static readonly string[] Senders = ["client", "server"];

    internal static Handler Read(GeneratorAttributeSyntaxContext context)
    {
        if (context.Attributes[0].AttributeClass?.ToDisplayString() == Handles) return ReadOther(context);
        IMethodSymbol method = (IMethodSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        Location place = method.Locations[0];
        bool timer = attribute.AttributeClass?.ToDisplayString() == Timer;
        string path = timer ? "TIMER" : attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        string filters = timer ? "" : Filters(attribute);
        ITypeSymbol? payload = PayloadOf(method, attribute);
        string declaration = timer
            ? $"Timer(global::System.TimeSpan.FromMilliseconds({Period(attribute)}))"
            : $"Subscribe{Payload.Argument(payload)}({Literal(path)}{filters}{Traits(attribute)})";
        Fault? fault = FaultOfSignature(method, place) ?? (timer ? FaultOfTimer(method, attribute, place) : FaultOfPort(method, attribute, payload, path, place));
        return new(
            Owner.Of(method.ContainingType, context.SemanticModel.Compilation),
            place.SourceTree?.FilePath ?? "",
            place.SourceSpan.Start,
            method.Name,
            timer ? "" : path + filters,
            method.Parameters.Length == 2 ? Payload.Name(payload) : "",
            declaration,
            Named(attribute, "Dynamic") is true,
            "",
            fault,
            Fault.At(Rules.Duplicate, place, method.Name, path));
    }

    private static Handler ReadOther(GeneratorAttributeSyntaxContext context)
    {
        IMethodSymbol method = (IMethodSymbol)context.TargetSymbol;
        Location place = method.Locations[0];
        string port = context.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string ?? "";
        return new(
            Owner.Of(method.ContainingType, context.SemanticModel.Compilation),
            place.SourceTree?.FilePath ?? "",
            place.SourceSpan.Start,
            method.Name,
            "",
            method.Parameters.Length == 2 ? Payload.Name(method.Parameters[1].Type) : "",
            "",
            false,
            port,
            FaultOfSignature(method, place),
            Fault.At(Rules.NoDynamicPort, place, method.Name, port));
    }

    private static string Filters(AttributeData attribute) =>
        Argument(attribute, "Half", "half") + Argument(attribute, "Sender", "sender") + Argument(attribute, "Where", "where") + Argument(attribute, "Retain", "retain");

    // How events arrive and what is done with them does not make a port another one.
    private static string Traits(AttributeData attribute) =>
        Argument(attribute, "Dynamic", "dynamic") + Argument(attribute, "Feedback", "feedback") + Argument(attribute, "Merge", "merge") + Writes(attribute);

    private static string Writes(AttributeData attribute) =>
        Named(attribute, "Writes") is int and not 0 ? $", writes: (global::Microboxes.Plugins.Functions.PortWrites){Named(attribute, "Writes")}" : "";

    private static string Argument(AttributeData attribute, string property, string parameter) => Named(attribute, property) switch
    {
        string text => $", {parameter}: {Literal(text)}",
        int number => $", {parameter}: {number}",
        bool flag => $", {parameter}: {(flag ? "true" : "false")}",
        _ => "",
    };

    private static Fault? FaultOfSignature(IMethodSymbol method, Location place)
    {
        string? what =
            method.IsStatic ? "is static" :
            method.IsGenericMethod ? "is generic" :
            !method.ReturnsVoid ? "returns something" :
            method.IsAsync ? "is async, and nothing may wait on the data path" :
            TakesEvent(method) ? null : "does not take one 'in Event'";
        return what == null ? null : Fault.At(Rules.WrongSignature, place, method.Name, what);
    }

    // And its payload after it, where a subscription's events carry one.
    private static bool TakesEvent(IMethodSymbol method) =>
        method.Parameters.All(parameter => parameter.RefKind == RefKind.In)
        && method.Parameters.FirstOrDefault()?.Type.ToDisplayString() == EventName
        && (method.Parameters.Length == 1 || (method.Parameters.Length == 2 && method.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() is Subscribe or Handles)));

    private static ITypeSymbol? PayloadOf(IMethodSymbol method, AttributeData attribute) =>
        Named(attribute, "Payload") as ITypeSymbol ?? (method.Parameters.Length == 2 ? method.Parameters[1].Type : null);

    private static Fault? FaultOfPort(IMethodSymbol method, AttributeData attribute, ITypeSymbol? payload, string path, Location place)
    {
        string? what = EventPath.FaultOf(path);
        if (what != null) return Fault.At(Rules.WrongPath, place, method.Name, path, what);
        return FaultOfChoice(method, attribute, "Half", Halves, place)
            ?? FaultOfChoice(method, attribute, "Sender", Senders, place)
            ?? FaultOfPayload(method, payload, place)
            ?? (Named(attribute, "Retain") is int and < 0 ? Fault.At(Rules.WrongFilter, place, method.Name, "Retain", Text(attribute, "Retain"), "write a number of bytes") : null);
    }

    private static Fault? FaultOfPayload(IMethodSymbol method, ITypeSymbol? payload, Location place)
    {
        string? what = Payload.FaultOf(payload);
        if (what == null && method.Parameters.Length == 2 && !SymbolEqualityComparer.Default.Equals(payload, method.Parameters[1].Type))
            what = $"the handler takes a {method.Parameters[1].Type.Name}, write one of them";
        return what == null ? null : Fault.At(Rules.WrongFilter, place, method.Name, "Payload", $"{payload}", what);
    }

    private static Fault? FaultOfChoice(IMethodSymbol method, AttributeData attribute, string property, string[] choices, Location place) =>
        Named(attribute, property) is string value && !choices.Contains(value)
            ? Fault.At(Rules.WrongFilter, place, method.Name, property, Literal(value), "write one of " + string.Join(", ", choices))
            : null;

    private static Fault? FaultOfTimer(IMethodSymbol method, AttributeData attribute, Location place) =>
        Period(attribute) > 0 ? null : Fault.At(Rules.WrongFilter, place, method.Name, "Milliseconds", $"{Period(attribute)}", "write a period of at least 1");

    private static int Period(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as int? ?? 0;

    private static object? Named(AttributeData attribute, string property) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == property).Value.Value;

    private static string Text(AttributeData attribute, string property) => $"{Named(attribute, property)}";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
