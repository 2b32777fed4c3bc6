using Microboxes.Host.Functions;

namespace Microboxes.Host.Commands;

/// <summary>What commands work with: the engine and the places they write to. Tests supply their own.</summary>
internal sealed class CommandHost
{
    /// <summary>Wires up the engine.</summary>
    internal required PlaneBuilder Build { get; init; }

    /// <summary>Makes plans.</summary>
    internal PlanDrafter Plan { get; init; } = (_, _, _) => new([], []);

    /// <summary>Who carries out an operator's commands while a plane runs; null where nobody does.</summary>
    internal PlaneAdministration? Administer { get; init; }

    /// <summary>Watches over a plane while it runs; null where nobody does.</summary>
    internal PlaneSupervision? Supervise { get; init; }

    /// <summary>Makes the outputs of configured applications.</summary>
    internal required Func<INfOutputs> Outputs { get; init; }

    /// <summary>Results.</summary>
    internal required Stream Output { get; init; }

    /// <summary>Mistakes, faults and progress.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>True when a person reads the output.</summary>
    internal bool IsTerminal { get; init; }

    /// <summary>The host of this process.</summary>
    internal static CommandHost OfProcess(PlaneBuilder build, PlanDrafter plan, PlaneAdministration administer, PlaneSupervision supervise, Func<INfOutputs> outputs) => new()
    {
        Build = build,
        Plan = plan,
        Administer = administer,
        Supervise = supervise,
        Outputs = outputs,
        Output = Console.OpenStandardOutput(),
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected,
    };

    /// <summary>A writer for text that a person reads; disposing it flushes it and leaves the output open.</summary>
    internal StreamWriter OpenText() => new(Output, bufferSize: 65_536, leaveOpen: true);
}
