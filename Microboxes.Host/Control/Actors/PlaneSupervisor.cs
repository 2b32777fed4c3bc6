using Akka.Actor;
using Akka.Configuration;
using Microboxes.Host.Admin.Remote;
using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;

namespace Microboxes.Host.Control.Actors;

/// <summary>The actors of a plane and the watchdog of its lanes, from before it runs until after.</summary>
internal sealed class PlaneSupervisor : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LaneWatchdog watchdog;
    private readonly ActorSystem system;

    private PlaneSupervisor(Plane plane, SupervisionOptions options, NfFactory createFunction)
    {
        if (plane.Lanes.Running.Count >= Environment.ProcessorCount) plane.Lanes.ShareCores();
        foreach (NfAdapter adapter in plane.Devices.SelectMany(d => d.Lines).SelectMany(line => line.Functions).Select(f => f.Adapter)) adapter.CountAllocations();
        Supervision supervision = new(plane, options, createFunction, plane.Board = new());
        watchdog = new(plane.Lanes, options.StuckAfter);
        system = ActorSystem.Create("microboxes", ConfigurationFactory.ParseString(Text));
        system.ActorOf(Props.Create(() => new ControllerActor(supervision)), "controller");
    }

    // The host has its own ways to end and to report; Akka's must not write to standard output.
    private static string Text => $$"""
        akka {
          daemonic = on
          loglevel = OFF
          stdout-loglevel = OFF
          stdout-logger-class = "{{typeof(SilentLogger).AssemblyQualifiedName}}"
          loggers = []
          log-dead-letters = off
          coordinated-shutdown { exit-clr = off, terminate-actor-system = off, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
        }
        """;

    internal static PlaneSupervisor Start(Plane plane, SupervisionOptions options, NfFactory createFunction)
    {
        PlaneSupervisor supervisor = new(plane, options, createFunction);
        supervisor.watchdog.Start();
        return supervisor;
    }

    /// <summary>Ends the actors; the status stays as it is then.</summary>
    internal void Stop() => system.Terminate().Wait(Patience);

    public void Dispose()
    {
        Stop();
        system.Dispose();
        watchdog.Dispose();
    }
}
