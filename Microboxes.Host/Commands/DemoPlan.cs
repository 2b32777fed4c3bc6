using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>What the demo runs and says about it.</summary>
internal static class DemoPlan
{
    /// <summary>The functions in chain order, and what each is for.</summary>
    internal static readonly (string Function, string What)[] Explained =
    [
        ("Firewall", "decides about every packet by address, port and TCP state, before it goes on"),
        ("FlowStats", "counts packets and bytes per flow"),
        ("Logger", "writes one line for each connection when it ends, as a security monitor would"),
        ("Digest", "hashes every byte of both streams of each connection, in order, whatever order the packets came in"),
    ];

    private const string Traffic = "flows=2000,concurrent=200,size=20000,ip=both,loss=0.01,reorder=0.02,duplicate=0.01,rst=0.02,wrap=0.01";

    internal static readonly string[] Next =
    [
        "./mb flows FILE.pcap            every flow of a capture",
        "./mb flows FILE.pcap --json     the same with the SHA-256 of each direction's stream",
        "./mb streams FILE.pcap --out D  the reassembled streams as files",
        "./mb run                        what appsettings.json says; ./mb config check tells whether it is right",
        "./mb test                       every test",
    ];

    internal static HostOptions Options() => new()
    {
        Devices = [new() { Name = "generated", Spec = DeviceSpec.MemoryPrefix + Traffic }],
        Plugins = new() { Watch = false },
        Applications =
        [
            new() { Name = "demo", Functions = [.. Explained.Select(f => new FunctionOptions { Function = f.Function })] },
        ],
    };
}
