using System.Runtime.CompilerServices;
using Microboxes.Host.Admin;
using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;

namespace Microboxes.Host.Commands;

/// <summary>Runs a plane to its end, with progress on a terminal, and knows what the command is to end with.</summary>
internal static class Replay
{
    internal static Outcome Run(CommandHost host, HostOptions options, INfOutputs outputs, bool showProgress) => Run(host, options, outputs, showProgress, takesCommands: false);

    /// <param name="host">What commands work with.</param>
    /// <param name="options">What to run.</param>
    /// <param name="outputs">Where records go.</param>
    /// <param name="showProgress">True to show it on a terminal.</param>
    /// <param name="takesCommands">True to take an operator's commands while it runs.</param>
    internal static Outcome Run(CommandHost host, HostOptions options, INfOutputs outputs, bool showProgress, bool takesCommands)
    {
        using Interruption interruption = new();
        PlaneReport report = Run(host, options, outputs, showProgress, takesCommands, interruption);
        int faults = Math.Max(FaultCode(host, report), CloseOutputs(host, outputs));
        return new(report, interruption.ExitCode != 0 ? interruption.ExitCode : faults);
    }

    private static PlaneReport Run(CommandHost host, HostOptions options, INfOutputs outputs, bool showProgress, bool takesCommands, Interruption interruption)
    {
        using IPlane plane = host.Build(options, outputs);
        using IDisposable? supervision = takesCommands ? host.Supervise?.Invoke(plane, options) : null;
        using IDisposable? commands = takesCommands && host.Administer != null ? TakeCommands(host, plane, options) : null;
        if (showProgress && host.IsTerminal) RunWithProgress(host, plane, interruption);
        else plane.Run(interruption.Token);
        return plane.Report();
    }

    // In a method of its own, so that a replay that takes none loads nothing of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AdminServer TakeCommands(CommandHost host, IPlane plane, HostOptions options) => AdminServer.Start(options.Admin, host.Administer!(plane, options), host.Error);

    private static int CloseOutputs(CommandHost host, INfOutputs outputs)
    {
        IReadOnlyList<string> losses = outputs.Close();
        foreach (string loss in losses) host.Error.WriteLine($"{CommandLine.Name}: {loss}");
        return losses.Count == 0 ? ExitCode.Done : ExitCode.FaultyInput;
    }

    // In a method of its own, so that a replay that nobody watches loads nothing of it.
    private static void RunWithProgress(CommandHost host, IPlane plane, Interruption interruption)
    {
        using ProgressLine progress = new(host.Error, plane);
        plane.Run(interruption.Token);
    }

    private static int FaultCode(CommandHost host, PlaneReport report)
    {
        int code = ExitCode.Done;
        foreach (DeviceReport device in report.Devices)
        {
            if (device.Fault == null) continue;
            host.Error.WriteLine($"{CommandLine.Name}: {device.Fault}");
            code = ExitCode.FaultyInput;
        }

        foreach (FunctionReport function in report.Functions)
        {
            if (function.Failure == null) continue;
            host.Error.WriteLine($"{CommandLine.Name}: {function.Failure}");
            code = ExitCode.FaultyInput;
        }

        return code;
    }
}
