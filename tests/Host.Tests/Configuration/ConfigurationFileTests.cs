using Microboxes.Host.Configuration;
using Microboxes.Host.Lanes;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private const string Devices = """ "Devices": [ { "Name": "trace", "Spec": "pcap:a.pcap" }, { "Name": "gen", "Spec": "mem:" } ] """;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_EmptyObject_GivesTheDefaults()
    {
        HostOptions options = Load("{}");
        Assert.Equal(Placement.Auto, options.Lanes.Placement);
        Assert.Equal(1_000_000, options.Stacks.FlowTableCapacity);
        Assert.True(options.Stacks.VerifyChecksums);
        Assert.Equal("first", options.Stacks.Overlap);
        Assert.Empty(options.Devices);
    }

    [Fact]
    public void Load_EveryKindOfValue_IsBound()
    {
        HostOptions options = Load($$"""
            {
              // Comments are welcome.
              {{Devices}},
              "Lanes": { "Placement": "packed", "Cores": [ 0 ] },
              "Stacks": { "Count": 4, "VerifyChecksums": false, "Overlap": "linux", "Timeouts": { "Udp": "00:00:10" }, "Streams": { "AtCap": "stop" } },
              "Plugins": { "Path": "nfs" },
              "Applications": [ {
                "Name": "a", "Devices": [ "trace" ], "Match": "tcp",
                "Functions": [
                  { "Function": "FlowStats" },
                  { "Function": "Firewall", "Mode": "inline", "Output": "-", "Settings": { "rules": [ "drop tcp", "pass" ], "depth": 3, "deep": { "er": true } } }
                ] } ]
            }
            """);
        Assert.Equal("mem:", options.Devices[1].Spec);
        Assert.Equal(Placement.Packed, options.Lanes.Placement);
        Assert.Equal([0], options.Lanes.Cores);
        Assert.Equal(4, options.Stacks.Count);
        Assert.False(options.Stacks.VerifyChecksums);
        Assert.Equal("linux", options.Stacks.Overlap);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Stacks.Timeouts.Udp);
        Assert.Equal("stop", options.Stacks.Streams.AtCap);
        Assert.Equal("nfs", options.Plugins.Path);
        ApplicationOptions application = Assert.Single(options.Applications);
        Assert.Equal(["trace"], application.Devices);
        Assert.Equal("tcp", application.Match);
        Assert.Null(application.Functions[0].Mode);
        FunctionOptions firewall = application.Functions[1];
        Assert.Equal(FunctionMode.Inline, firewall.Mode);
        Assert.Equal("-", firewall.Output);
        Assert.Equal("pass", firewall.Settings["rules:1"]);
        Assert.Equal("3", firewall.Settings["depth"]);
        Assert.Equal("True", firewall.Settings["deep:er"]);
    }

    [Theory]
    [InlineData("""{ "Stacks": { "Count": "two" } }""", "Stacks:Count is 'two': write a whole number from 1 to 64.")]
    [InlineData("""{ "Stacks": { "Count": 65 } }""", "Stacks:Count is '65': write a whole number from 1 to 64.")]
    [InlineData("""{ "Stacks": { "Count": 2.5 } }""", "Stacks:Count is '2.5': write a whole number from 1 to 64.")]
    [InlineData("""{ "Stacks": { "Count": 99999999999 } }""", "Stacks:Count is '99999999999': write a whole number from 1 to 64.")]
    [InlineData("""{ "Stacks": { "Count": null } }""", "Stacks:Count is 'null': write a value, or leave the line out for the default.")]
    [InlineData("""{ "Stacks": { "Count": [ 1 ] } }""", "Stacks:Count is an object or a list: write a whole number from 1 to 64.")]
    [InlineData("""{ "Stacks": 3 }""", "Stacks is '3': write an object { ... }.")]
    [InlineData("""{ "Stacks": { "VerifyChecksums": "maybe" } }""", "Stacks:VerifyChecksums is 'maybe': write true or false.")]
    [InlineData("""{ "Stacks": { "RingSize": 5000 } }""", "Stacks:RingSize is '5000': write a power of two, for example 8192.")]
    [InlineData("""{ "Stacks": { "Timeouts": { "Udp": "soon" } } }""", "Stacks:Timeouts:Udp is 'soon': write a time as \"hours:minutes:seconds\", for example \"00:02:00\".")]
    [InlineData("""{ "Stacks": { "Timeouts": { "Udp": 5 } } }""", "Stacks:Timeouts:Udp is '5': write a time as \"hours:minutes:seconds\", for example \"00:02:00\".")]
    [InlineData("""{ "Stacks": { "Timeouts": { "Udp": "-00:00:01" } } }""", "Stacks:Timeouts:Udp is '-00:00:01': write a time as \"hours:minutes:seconds\", for example \"00:02:00\".")]
    [InlineData("""{ "Stacks": { "Streams": { "AtCap": "crash" } } }""", "Stacks:Streams:AtCap is 'crash': write 'skip' or 'stop'.")]
    [InlineData("""{ "Stacks": { "Streams": { "MaxBytesPerFlow": 100000, "MaxTotalBytes": 70000 } } }""", "Stacks:Streams:MaxBytesPerFlow is '100000', more than MaxTotalBytes (70000): lower it, or raise MaxTotalBytes.")]
    [InlineData("""{ "Stacks": { "Count": 64, "FlowTableCapacity": 63 } }""", "Stacks:FlowTableCapacity is '63': write a whole number from 64 to 64000000.")]
    [InlineData("""{ "Lanes": { "Placement": "everywhere" } }""", "Lanes:Placement is 'everywhere': write 'auto', 'dedicated', 'packed' or 'inline'.")]
    [InlineData("""{ "Lanes": { "Placement": "2" } }""", "Lanes:Placement is '2': write 'auto', 'dedicated', 'packed' or 'inline'.")]
    [InlineData("""{ "Lanes": { "Cores": { "a": 1 } } }""", "Lanes:Cores is an object: write a list [ ... ].")]
    [InlineData("""{ "Lanes": { "Cores": [ 0, 0 ] } }""", "Lanes:Cores:1 is '0', which is listed before: list each core once.")]
    [InlineData("""{ "Lane": { } }""", "Lane is not a setting of Microboxes: at the top of the file write one of Devices, Dpdk, Lanes, Stacks, Plugins, Applications, Admin, Supervision.")]
    [InlineData("""{ "Plugins": { "Folder": "x" } }""", "Plugins:Folder is not a setting of Microboxes: in Plugins write one of Path, Watch, ReloadEvery.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "dpdk:net_ring0", "Mode": "inline" } ] }""", "Devices:0:Peer is '': name the port that packets go on to, as Spec is written.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "dpdk:net_ring0", "Peer": "eth1" } ] }""", "Devices:0:Peer is 'eth1': write another port as 'dpdk:PORT'.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "mem:", "Peer": "dpdk:net_ring0" } ] }""", "Devices:0:Peer is 'dpdk:net_ring0': leave it out, or make Spec a live port 'dpdk:PORT'.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "dpdk:net_ring0", "Mode": "routed", "Addresses": [ "10.0.0.1" ] } ] }""", "Devices:0:Addresses is '10.0.0.1': write an address and its network's length, for example '10.0.1.254/24'.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "dpdk:net_ring0", "Addresses": [ "10.0.0.1/8" ] } ] }""", "Devices:0:Mode is 'Auto', in which ports own no addresses: write 'routed', or leave the addresses and routes out.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "dpdk:net_ring0", "Mode": "routed", "Addresses": [ "10.0.0.1/8" ], "Routes": [ "::/0 via 10.0.0.2" ] } ] }""", "Devices:0:Routes is '::/0 via 10.0.0.2': write a network and the router it is behind, for example '10.9.0.0/16 via 10.0.2.7'.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "eth0" } ] }""", "Devices:0:Spec is 'eth0': write 'pcap:FILE' to replay a file, 'mem:' for generated traffic, or 'dpdk:PORT' for a live port.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "pcap:" } ] }""", "Devices:0:Spec is 'pcap:': write 'pcap:FILE' to replay a file, 'mem:' for generated traffic, or 'dpdk:PORT' for a live port.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "mem:flows=x" } ] }""", "Devices:0:Spec is 'mem:flows=x': flows=x is not a whole number of 1 to 137438953472.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "mem:lots" } ] }""", "Devices:0:Spec is 'mem:lots': lots is not of the form name=value.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "mem:", "Speed": "fast" } ] }""", "Devices:0:Speed is 'fast': write 'recorded', 'max', or a factor such as '10'.")]
    [InlineData("""{ "Devices": [ { "Spec": "mem:" } ] }""", "Devices:0:Name is missing: give the device a name.")]
    [InlineData("""{ "Devices": [ { "Name": "a", "Spec": "mem:" }, { "Name": "a", "Spec": "mem:" } ] }""", "Devices:1:Name is 'a', as Devices:0 is named: give each device a name of its own.")]
    public void Load_OneMistake_IsOneSentence(string json, string sentence) => Assert.Equal([sentence], Mistakes(json));

    [Theory]
    [InlineData(""" "Name": "x", "Devices": [ "eth9" ], "Functions": [ { "Function": "A" } ] """, "Applications:0:Devices:0 is 'eth9', which no device is named: use 'trace' or 'gen', or add it to Devices.")]
    [InlineData(""" "Name": "x", "Devices": [ "gen", "gen" ], "Functions": [ { "Function": "A" } ] """, "Applications:0:Devices:1 is 'gen', which is listed before: list each device once.")]
    [InlineData(""" "Name": "x", "Functions": [] """, "Applications:0:Functions is empty: list at least one network function.")]
    [InlineData(""" "Functions": [ { "Function": "A" } ] """, "Applications:0:Name is missing: give the application a name.")]
    [InlineData(""" "Name": "x", "Match": "tcp and prt 80", "Functions": [ { "Function": "A" } ] """, "Applications:0:Match is 'tcp and prt 80', which is no filter: at character 9 'prt' was found where tcp, udp, icmp, proto, ip, ip6, vlan, port, host, net, client, server, 'not' or '(' was expected.")]
    [InlineData(""" "Name": "x", "Functions": [ { "Mode": "tap" } ] """, "Applications:0:Functions:0:Function is missing: write the name of a network function, for example 'FlowStats'.")]
    [InlineData(""" "Name": "x", "Functions": [ { "Function": "A", "Mode": "behind" } ] """, "Applications:0:Functions:0:Mode is 'behind': write 'inline', 'tap' or 'lossy'.")]
    [InlineData(""" "Name": "x", "Functions": [ { "Function": "A", "Settings": 3 } ] """, "Applications:0:Functions:0:Settings is '3': write an object { ... }.")]
    [InlineData(""" "Name": "x", "Functions": [ { "Function": "A", "Output": "f" }, { "Function": "B", "Output": "f" } ] """, "Applications:0:Functions:1:Output is 'f', which Applications:0:Functions:0:Output writes already: name another file.")]
    public void Load_OneMistakeInAnApplication_IsOneSentence(string application, string sentence) =>
        Assert.Equal([sentence], Mistakes($$"""{ {{Devices}}, "Applications": [ { {{application}} } ] }"""));

    [Fact]
    public void Load_SeveralMistakes_AreAllListedInTheOrderOfTheirPlaces() =>
        Assert.Equal(["Lanes:Placement", "Nonsense", "Stacks:Count", "Stacks:Overlap"], LoadMistakes("""
            { "Stacks": { "Overlap": "x", "Count": 0 }, "Lanes": { "Placement": "x" }, "Nonsense": 1 }
            """).Select(m => m.Path));

    [Fact]
    public void Load_CoreThisMachineLacks_IsAMistake() =>
        Assert.Equal([$"Lanes:Cores:0 is '100000': this machine's cores are numbered 0 to {Environment.ProcessorCount - 1}."], Mistakes("""{ "Lanes": { "Cores": [ 100000 ] } }"""));

    [Theory]
    [InlineData("{ \"Stacks\": \n {, }", " is not JSON from line 2, character ")]
    [InlineData("", " is not JSON")]
    [InlineData("[]", " is not JSON")]
    [InlineData("{ \"Lanes\": {}, \"lanes\": { \"Placement\": \"auto\" }, \"Stacks\": { \"Count\": 1, \"Count\": 2 } }", " is not JSON that can be read")]
    public void Load_NotJson_NamesTheFileAndThePlace(string text, string reason)
    {
        string sentence = Assert.Single(Mistakes(text));
        Assert.StartsWith($"'{folder.File("c.json")}'{reason}", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileThatDoesNotExist_SaysSo()
    {
        ConfigurationMistakesException e = Assert.Throws<ConfigurationMistakesException>(() => ConfigurationFile.Load(folder.File("none.json")));
        Assert.Equal($"'{folder.File("none.json")}' does not exist: name a configuration file, or leave it out for appsettings.json in this folder.", e.Message);
    }

    [Fact]
    public void Load_Folder_SaysThatItCannotBeRead()
    {
        ConfigurationMistakesException e = Assert.Throws<ConfigurationMistakesException>(() => ConfigurationFile.Load(folder.FullName));
        Assert.Contains("cannot be read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CommittedFile_HasNoMistakes() => Assert.NotEmpty(ConfigurationFile.Load(Repository.Path("appsettings.json")).Applications);

    private HostOptions Load(string json) => ConfigurationFile.Load(folder.Write("c.json", json));

    private IReadOnlyList<ConfigurationMistake> LoadMistakes(string json) => Assert.Throws<ConfigurationMistakesException>(() => Load(json)).Mistakes;

    private IEnumerable<string> Mistakes(string json) => LoadMistakes(json).Select(m => m.ToString());
}
