using Microboxes.Host.Commands;
using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Loading;

return CommandLine.Run(args, CommandHost.OfProcess(
    build: (options, outputs) =>
    {
        PluginCatalog plugins = new(options.Plugins.Path.Length > 0 ? options.Plugins.Path : Path.Combine(AppContext.BaseDirectory, "plugins"));
        return Plane.Build(options, outputs, plugins.Create);
    },
    outputs: () => new FileOutputs(WhenFull.Wait)));
