using Microboxes.Host.Configuration;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>One function of one application on one device, before it has instances.</summary>
internal sealed class PlanFunction
{
    /// <param name="number">Its place among all functions of the device, as listed.</param>
    /// <param name="application">The application.</param>
    /// <param name="options">What is configured.</param>
    /// <param name="declared">What the NF says of itself.</param>
    internal PlanFunction(int number, ApplicationOptions application, FunctionOptions options, DeclaredFunction declared)
    {
        Number = number;
        Application = application;
        Options = options;
        Declared = declared;
        Name = options.Function;
        Mode = options.Mode switch
        {
            FunctionMode.Inline => NfMode.Inline,
            FunctionMode.Tap => NfMode.Tap,
            FunctionMode.Lossy => NfMode.LossyTap,
            _ => declared.Mode,
        };
        IsSingle = options.Replicas == null ? declared.IsSingle : options.Replicas == FunctionReplicas.Single;
        First = new(this, isMerge: false);
        Last = declared.Ports.Any(port => port.Merge) ? new(this, isMerge: true) : First;
    }

    internal int Number { get; }

    internal ApplicationOptions Application { get; }

    internal FunctionOptions Options { get; }

    internal DeclaredFunction Declared { get; }

    /// <summary>What explanations call it: unique on its device.</summary>
    internal string Name { get; set; }

    internal NfMode Mode { get; }

    internal bool IsSingle { get; }

    /// <summary>Where the function handles what it does not merge.</summary>
    internal PlanStep First { get; }

    /// <summary>Where it has done everything: the merging of a splitter, else the same.</summary>
    internal PlanStep Last { get; }

    internal IEnumerable<PlanStep> Steps => First == Last ? [First] : [First, Last];

    /// <summary>True when a step runs behind this function and gets only what it lets pass.</summary>
    internal bool IsGateFor(PlanStep step) => Mode == NfMode.Inline && Application == step.Function.Application && step.Ancestors.Contains(Last);
}
