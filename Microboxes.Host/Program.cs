using Microboxes.Host;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Control.Actors;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Control.Reloading;
using Microboxes.Host.Functions;
using Microboxes.Host.Loading;

return CommandLine.Run(args, CommandHost.OfProcess(
    build: (options, outputs) => options.Plugins.Watch || options.Plugins.ReloadEvery > 0
        ? LivePlane.Build(options, outputs, PluginFolder(options), Console.Error.WriteLine)
        : Plane.Build(options, outputs, Plugins(options).Create),
    plan: (options, declarations, explain) =>
        new Planner(declarations == null ? new InstanceDeclarations(Plugins(options).Create).Of : new DeclarationFile(declarations).Of).Draft(options, explain),
    administer: (plane, options) => new PlaneAdmin(plane, options, Plugins(options).Create),
    supervise: Supervise,
    outputs: () => new FileOutputs(WhenFull.Wait)));

static IDisposable Supervise(IPlane plane, HostOptions options) => plane is LivePlane live
    ? PlaneSupervisor.Start(live.Running, options.Supervision, live.Plugins.Create)
    : PlaneSupervisor.Start((Plane)plane, options.Supervision, Plugins(options).Create);

static PluginCatalog Plugins(HostOptions options) => new(PluginFolder(options));

static string PluginFolder(HostOptions options) => options.Plugins.Path.Length > 0 ? options.Plugins.Path : Path.Combine(AppContext.BaseDirectory, "plugins");
