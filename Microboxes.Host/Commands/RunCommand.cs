using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;

namespace Microboxes.Host.Commands;

/// <summary>run: what the configuration says, until the traffic ends or the command is stopped.</summary>
internal sealed class RunCommand : Command
{
    private readonly Option<string?> application = new("--app") { HelpName = "name", Description = "Run only this application of the configuration." };
    private readonly Option<string?> pcap = new("--pcap") { HelpName = "file", Description = "Replay this capture instead of the configured devices." };
    private readonly Option<string?> speed = new("--speed") { HelpName = "speed", Description = "Speed of a replay: recorded, max, or a factor such as 10." };
    private readonly Option<string?> config = new("--config") { HelpName = "file", Description = $"The configuration. Default: {ConfigurationFile.DefaultName} in this folder." };
    private readonly Option<string?> reloadEvery = new("--reload-every") { HelpName = "packets", Description = "For tests: replace every network function by a new load of its file after so many packets, again and again." };
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly StackArguments stack = new();

    internal RunCommand(CommandHost host)
        : base("run", "Run the configured applications over their devices until the traffic ends.")
    {
        Add(application);
        Add(pcap);
        Add(speed);
        Add(config);
        Add(reloadEvery);
        Add(json);
        stack.AddTo(this);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        HostOptions options = Configure(arguments);
        Outcome outcome = Replay.Run(host, options, host.Outputs(), showProgress: true, takesCommands: true);
        if (arguments.GetValue(json)) WriteJson(host, outcome.Report);
        else WriteText(host, outcome.Report);
        return outcome.ExitCode;
    }

    private HostOptions Configure(ParseResult arguments)
    {
        HostOptions options = ConfigurationFile.Load(arguments.GetValue(config) ?? ConfigurationFile.DefaultName);
        if (arguments.GetValue(application) is { } name) KeepOnly(options, name);
        if (arguments.GetValue(pcap) is { } file) ReplaceDevices(options, file);
        if (arguments.GetValue(speed) is { } factor) SetSpeed(options, factor);
        if (arguments.GetValue(reloadEvery) is { } packets) SetReloadEvery(options, packets);
        stack.Apply(arguments, options);
        if (options.Applications.Count == 0 && !options.Devices.Exists(device => device.Peer.Length > 0)) throw new CommandMistakeException("Applications is empty, so there is nothing to run: add an application to the configuration.");
        if (options.Devices.Count == 0) throw new CommandMistakeException("Devices is empty, so there is no traffic: add a device to the configuration, or name a capture with --pcap.");
        return options;
    }

    private static void KeepOnly(HostOptions options, string name)
    {
        string[] known = [.. options.Applications.Select(a => a.Name)];
        options.Applications.RemoveAll(a => a.Name != name);
        if (options.Applications.Count > 0) return;
        string remedy = known.Length == 0 ? "the configuration has none" : $"write {ScalarKind.Choice(known)}";
        throw new CommandMistakeException($"--app is '{name}', which no application is named: {remedy}.");
    }

    private static void ReplaceDevices(HostOptions options, string file)
    {
        options.Devices = [new() { Name = "file", Spec = DeviceSpec.PcapPrefix + file }];
        foreach (ApplicationOptions application in options.Applications) application.Devices = [];
    }

    private static void SetSpeed(HostOptions options, string speed)
    {
        if (!ReplaySpeed.TryParse(speed, out _)) throw new CommandMistakeException($"--speed is '{speed}': {DeviceOptions.SpeedRemedy}.");
        foreach (DeviceOptions device in options.Devices) device.Speed = speed;
    }

    private static void SetReloadEvery(HostOptions options, string packets)
    {
        if (!int.TryParse(packets, NumberStyles.None, CultureInfo.InvariantCulture, out int every) || every == 0)
            throw new CommandMistakeException($"--reload-every is '{packets}': write a whole number of packets from 1 on.");
        options.Plugins.ReloadEvery = every;
    }

    private static void WriteText(CommandHost host, PlaneReport report)
    {
        using StreamWriter text = host.OpenText();
        Summary.Write(text, report);
    }

    private static void WriteJson(CommandHost host, PlaneReport report)
    {
        using JsonDocumentStream document = new(host.Output);
        document.Writer.WriteStartObject();
        ReportWriter.WriteCounts(document.Writer, report);
        ReportWriter.WriteParts(document.Writer, report);
        document.Writer.WriteEndObject();
    }
}
