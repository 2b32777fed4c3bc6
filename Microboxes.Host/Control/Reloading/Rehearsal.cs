using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Loading;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>Runs a version that is to be used over generated traffic, in a plane of its own and off the lanes: what fails there never meets a packet.</summary>
internal static class Rehearsal
{
    private const string Traffic = "mem:flows=24,concurrent=8,size=4000,ip=both,loss=0.05,reorder=0.05,duplicate=0.02,rst=0.1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="version">The version.</param>
    /// <param name="options">The NF as an application has it.</param>
    /// <exception cref="PluginException">It fails.</exception>
    internal static void Run(PluginVersion version, FunctionOptions options)
    {
        string? fault = null;
        Thread thread = new(() => fault = FaultOf(version, options)) { IsBackground = true, Name = "rehearsal" };
        thread.Start();
        // A thread that does not end cannot be ended: it stays, and with it the version.
        if (!thread.Join(Patience)) throw new PluginException($"The NF '{options.Function}' of version {version.Number} did not come to the end of a rehearsal of 24 flows in {Patience.TotalSeconds} seconds: a handler must not wait.");
        if (fault != null) throw new PluginException(fault);
    }

    private static string? FaultOf(PluginVersion version, FunctionOptions function)
    {
        try
        {
            using Plane plane = Plane.Build(Options(function), new SilentOutputs(), version.Create);
            plane.Run(CancellationToken.None);
            return plane.Report().Functions.Select(f => f.Failure).FirstOrDefault(f => f != null) is { } failure ? $"In a rehearsal of version {version.Number}, {failure}" : null;
        }
        catch (PlanException mistake) when (mistake.InnerException is not NfConfigurationException)
        {
            // It needs others that it cannot be rehearsed without.
            return null;
        }
        catch (PlanException mistake)
        {
            return mistake.Message;
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return $"The NF '{function.Function}' of version {version.Number} failed in a rehearsal with {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static HostOptions Options(FunctionOptions function) => new()
    {
        Devices = [new() { Name = "rehearsal", Spec = Traffic, Speed = "max" }],
        Lanes = new() { Placement = Placement.Inline },
        Stacks = new() { RingSize = 1024, FlowTableCapacity = 256, BatchSize = 32 },
        Applications = [new() { Name = "rehearsal", Functions = [new() { Function = function.Function, Mode = function.Mode, Settings = function.Settings, OnFailure = function.OnFailure }] }],
    };
}
