using Microsoft.CodeAnalysis;

namespace Microboxes.Plugins.Generator;

/// <summary>What the generator refuses, each with one sentence that says what to do.</summary>
internal static class Rules
{
    internal static readonly DiagnosticDescriptor NotPartial = new(
        "MBX001",
        "NF is not partial",
        "'{0}' has handlers, so that the generator adds a part to it: declare it and the types around it partial",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor NoNetworkFunction = new(
        "MBX002",
        "Handler outside of an NF",
        "'{0}' has handlers but is no NF: derive it from NetworkFunction or NetworkFunction<TFlow>",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor WrongSignature = new(
        "MBX003",
        "Wrong handler signature",
        "Handler '{0}' {1}: write 'void {0}(in Event e)'",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor WrongPath = new(
        "MBX004",
        "Wrong event type",
        "Handler '{0}' subscribes to '{1}': {2}",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor Duplicate = new(
        "MBX005",
        "Two handlers of one port",
        "Handler '{0}' subscribes to '{1}' with the same filters as '{2}': handle both in one method",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor WrongFilter = new(
        "MBX006",
        "Wrong filter",
        "Handler '{0}' has {1} = {2}: {3}",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor OverridesToo = new(
        "MBX007",
        "Handlers and own batch loop",
        "'{0}' has handlers and overrides {1} too: remove the one or the other",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor TooManyPorts = new(
        "MBX008",
        "Too many ports",
        "'{0}' has {1} handlers, and a ring has 64 ports for all NFs together: subscribe to a common ancestor and tell the types apart in one handler",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor WrongPublication = new(
        "MBX009",
        "Wrong publication",
        "'{0}' publishes '{1}': {2}",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor NoDynamicPort = new(
        "MBX010",
        "No dynamic port",
        "Handler '{0}' is to stand in for '{1}', which subscribes to no dynamic port: write Dynamic = true there, or name the method that does",
        "Microboxes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    internal static DiagnosticDescriptor Find(string id) => id switch
    {
        "MBX001" => NotPartial,
        "MBX002" => NoNetworkFunction,
        "MBX003" => WrongSignature,
        "MBX004" => WrongPath,
        "MBX005" => Duplicate,
        "MBX006" => WrongFilter,
        "MBX007" => OverridesToo,
        "MBX009" => WrongPublication,
        "MBX010" => NoDynamicPort,
        _ => TooManyPorts,
    };
}
