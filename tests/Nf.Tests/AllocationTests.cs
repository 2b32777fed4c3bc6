using Microboxes.Nf.Digest;
using Microboxes.Nf.Firewall;
using Microboxes.Nf.FlowStats;
using Microboxes.Nf.Logger;
using Microboxes.Nf.StreamFiles;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests;

public sealed class AllocationTests
{
    public static TheoryData<string> Names => ["Digest", "Firewall", "FlowStats", "Logger", "StreamFiles"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Packet_OfAKnownFlow_AllocatesNothing(string name)
    {
        using NfHarness harness = new(Create(name));
        harness.Packet(harness.Start(new TestFlow()), End.Client, new() { Flags = TcpFlags.Ack, Payload = new byte[100] });
        Assert.Equal(0, harness.Again(1000));
    }

    [Theory]
    [InlineData("Digest")]
    [InlineData("FlowStats")]
    [InlineData("Logger")]
    public void End_OfAFlow_AllocatesNothingOfTheFunctionsOwn(string name)
    {
        using NfHarness harness = new(Create(name), new NothingOutput());
        TestFlow flow = harness.Start(new TestFlow());
        harness.Packet(flow, End.Client, new() { Flags = TcpFlags.Ack, Payload = new byte[100] });
        harness.Finish(flow);
        Assert.Equal(0, harness.Again(1000));
    }

    private static NetworkFunction Create(string name) => name switch
    {
        "Digest" => new DigestFunction(),
        "Firewall" => new FirewallFunction(),
        "FlowStats" => new FlowStatsFunction(),
        "Logger" => new LoggerFunction(),
        _ => new StreamFilesFunction(),
    };

    private sealed class NothingOutput : INfOutput
    {
        public void Write(long order, ReadOnlySpan<byte> record)
        {
        }
    }
}
