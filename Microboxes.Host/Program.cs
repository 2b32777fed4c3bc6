using Microboxes.Host.Commands;
using Microboxes.Host.Functions;

return CommandLine.Run(args, CommandHost.OfProcess(
    build: (options, outputs) => throw new CommandMistakeException("The engine is not part of this build."),
    outputs: () => new FileOutputs(WhenFull.Wait)));
