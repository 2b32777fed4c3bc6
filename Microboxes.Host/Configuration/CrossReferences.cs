using System.Numerics;
using Microboxes.Host.Devices;
using Microboxes.Host.Flows;

namespace Microboxes.Host.Configuration;

/// <summary>What no single value can tell: names that must be unique or must exist, values that must fit together.</summary>
internal sealed class CrossReferences(HostOptions options, List<ConfigurationMistake> mistakes)
{
    private readonly Dictionary<string, string> outputs = new(StringComparer.Ordinal);

    internal void Check()
    {
        CheckDevices();
        CheckCores();
        CheckStacks();
        CheckApplications();
    }

    private void CheckDevices()
    {
        CheckNames("Devices", options.Devices.Select(d => d.Name), "device");
        for (int i = 0; i < options.Devices.Count; i++)
        {
            DeviceOptions device = options.Devices[i];
            if (DeviceSpec.Remedy(device.Spec) is { } remedy) mistakes.Add(new($"Devices:{i}:Spec", device.Spec, "", remedy));
            if (DeviceSpec.RemedyOfPeer(device) is { } ofPeer) mistakes.Add(new($"Devices:{i}:Peer", device.Peer, "", ofPeer));
            if (device.Transmit.Length > 0 && device.Spec.StartsWith(DeviceSpec.DpdkPrefix, StringComparison.Ordinal))
                mistakes.Add(new($"Devices:{i}:Transmit", device.Transmit, ", and a live port sends on by itself", "leave it out"));
            CheckRouting(device, $"Devices:{i}");
            if (!ReplaySpeed.TryParse(device.Speed, out _)) mistakes.Add(new($"Devices:{i}:Speed", device.Speed, "", DeviceOptions.SpeedRemedy));
        }
    }

    private void CheckRouting(DeviceOptions device, string path)
    {
        const string Address = "write an address and its network's length, for example '10.0.1.254/24'";
        foreach (string bad in device.Addresses.Concat(device.PeerAddresses).Where(text => !RoutingText.TryParseAddress(text, out _))) mistakes.Add(new($"{path}:Addresses", bad, "", Address));
        foreach (string bad in device.Routes.Where(text => !RoutingText.TryParseRoute(text, out _)))
            mistakes.Add(new($"{path}:Routes", bad, "", "write a network and the router it is behind, for example '10.9.0.0/16 via 10.0.2.7'"));
        bool isRouted = device.Mode == DeviceMode.Routed;
        if (isRouted && device.Addresses.Count == 0) mistakes.Add(new($"{path}:Addresses", null, " is empty", Address));
        if (!isRouted && device.Addresses.Count + device.PeerAddresses.Count + device.Routes.Count > 0)
            mistakes.Add(new($"{path}:Mode", $"{device.Mode}", ", in which ports own no addresses", "write 'routed', or leave the addresses and routes out"));
        if (isRouted && options.Stacks.Count > 1) mistakes.Add(new("Stacks:Count", $"{options.Stacks.Count}", $", and {path} is routed", "write 1: what is learned of neighbours is kept by one stack line"));
    }

    private void CheckCores()
    {
        List<int> cores = options.Lanes.Cores;
        for (int i = 0; i < cores.Count; i++)
        {
            if (cores[i] < 0 || cores[i] >= Environment.ProcessorCount)
                mistakes.Add(new($"Lanes:Cores:{i}", $"{cores[i]}", "", $"this machine's cores are numbered 0 to {Environment.ProcessorCount - 1}"));
            else if (cores.IndexOf(cores[i]) < i)
                mistakes.Add(new($"Lanes:Cores:{i}", $"{cores[i]}", ", which is listed before", "list each core once"));
        }
    }

    private void CheckStacks()
    {
        StacksOptions stacks = options.Stacks;
        if (!BitOperations.IsPow2(stacks.RingSize))
            mistakes.Add(new("Stacks:RingSize", $"{stacks.RingSize}", "", $"write a power of two, for example {BitOperations.RoundUpToPowerOf2((uint)stacks.RingSize)}"));
        if (stacks.Count > stacks.FlowTableCapacity)
            mistakes.Add(new("Stacks:FlowTableCapacity", $"{stacks.FlowTableCapacity}", "", $"write at least one flow for each of the {stacks.Count} stacks"));
        if (stacks.Streams.MaxBytesPerFlow > stacks.Streams.MaxTotalBytes)
            mistakes.Add(new("Stacks:Streams:MaxBytesPerFlow", $"{stacks.Streams.MaxBytesPerFlow}", $", more than MaxTotalBytes ({stacks.Streams.MaxTotalBytes})", "lower it, or raise MaxTotalBytes"));
    }

    private void CheckApplications()
    {
        CheckNames("Applications", options.Applications.Select(a => a.Name), "application");
        for (int i = 0; i < options.Applications.Count; i++)
        {
            ApplicationOptions application = options.Applications[i];
            CheckDevicesOf(application, $"Applications:{i}:Devices");
            CheckMatch(application.Match, $"Applications:{i}:Match");
            CheckFunctionsOf(application, $"Applications:{i}:Functions");
        }
    }

    private void CheckDevicesOf(ApplicationOptions application, string path)
    {
        for (int i = 0; i < application.Devices.Count; i++)
        {
            string name = application.Devices[i];
            if (!options.Devices.Exists(d => d.Name == name)) mistakes.Add(new($"{path}:{i}", name, ", which no device is named", KnownDevices()));
            else if (application.Devices.IndexOf(name) < i) mistakes.Add(new($"{path}:{i}", name, ", which is listed before", "list each device once"));
        }
    }

    private void CheckMatch(string match, string path)
    {
        try
        {
            FlowFilter.Parse(match);
        }
        catch (FormatException mistake)
        {
            mistakes.Add(new(path, match, ", which is no filter", mistake.Message.TrimEnd('.')));
        }
    }

    private void CheckFunctionsOf(ApplicationOptions application, string path)
    {
        if (application.Functions.Count == 0) mistakes.Add(new(path, null, " is empty", "list at least one network function"));
        for (int i = 0; i < application.Functions.Count; i++)
        {
            FunctionOptions function = application.Functions[i];
            if (function.Function.Length == 0) mistakes.Add(new($"{path}:{i}:Function", null, " is missing", "write the name of a network function, for example 'FlowStats'"));
            CheckOutput(function.Output, $"{path}:{i}:Output");
        }
    }

    private void CheckOutput(string target, string path)
    {
        if (target is "" or "-" || outputs.TryAdd(target, path)) return;
        mistakes.Add(new(path, target, $", which {outputs[target]} writes already", "name another file"));
    }

    private void CheckNames(string path, IEnumerable<string> names, string kind)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        int index = 0;
        foreach (string name in names)
        {
            if (name.Length == 0) mistakes.Add(new($"{path}:{index}:Name", null, " is missing", $"give the {kind} a name"));
            else if (!seen.TryAdd(name, index)) mistakes.Add(new($"{path}:{index}:Name", name, $", as {path}:{seen[name]} is named", $"give each {kind} a name of its own"));
            index++;
        }
    }

    private string KnownDevices() => options.Devices.Count == 0
        ? "add it to Devices"
        : $"use {ScalarKind.Choice([.. options.Devices.Select(d => d.Name)])}, or add it to Devices";
}
