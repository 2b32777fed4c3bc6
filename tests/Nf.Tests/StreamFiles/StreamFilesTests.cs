using System.Net;
using Microboxes.Nf.StreamFiles;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.StreamFiles;

public sealed class StreamFilesTests : IDisposable
{
    private readonly NfHarness harness = new(new StreamFilesFunction());

    public void Dispose() => harness.Dispose();

    [Fact]
    public void Data_OfBothEnds_IsHandedOverUnderTcpflowsNames()
    {
        TestFlow flow = harness.Start(new TestFlow { Client = IPAddress.Parse("10.9.0.1"), ClientPort = 43844, Server = IPAddress.Parse("10.9.0.2"), ServerPort = 8080 });
        harness.Data(flow, End.Server, "welcome"u8);
        harness.Data(flow, End.Client, "hello"u8);
        harness.Finish(flow);
        Assert.Equal(
            [
                (1L, "B010.009.000.001.43844-010.009.000.002.08080\0010.009.000.002.08080-010.009.000.001.43844"),
                (1L, "Swelcome"),
                (1L, "Chello"),
                (1L, "E"),
            ],
            harness.Output.Records);
    }

    [Fact]
    public void Begin_OfIpv6InAVlan_HasNoColonAndNamesTheVlan()
    {
        TestFlow flow = harness.Start(new TestFlow { Client = IPAddress.Parse("2001:db8::1"), ClientPort = 65535, Server = IPAddress.Parse("fe80::ffff:2"), ServerPort = 1, Vlan = 42 });
        harness.Data(flow, End.Client, "x"u8);
        Assert.StartsWith(
            "B2001.0db8.0000.0000.0000.0000.0000.0001.65535-fe80.0000.0000.0000.0000.0000.ffff.0002.00001--42\0fe80.",
            harness.Output.Records[0].Record,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Data_LargerThanAPiece_IsHandedOverWhole()
    {
        TestFlow flow = harness.Start(new TestFlow());
        byte[] bytes = new byte[200_001];
        Array.Fill(bytes, (byte)'y');
        harness.Data(flow, End.Client, bytes);
        string[] pieces = [.. harness.Output.Records.Skip(1).Select(r => r.Record)];
        Assert.Equal(4, pieces.Length);
        Assert.Equal(new string('y', 200_001), string.Concat(pieces.Select(p => p[1..])));
    }

    [Fact]
    public void Connections_OfOneTuple_HaveNamesOfTheirOwn()
    {
        TestFlow first = harness.Start(new TestFlow()), second = harness.Start(new TestFlow());
        harness.Data(first, End.Client, "1"u8);
        harness.Data(second, End.Client, "2"u8);
        harness.Finish(harness.Start(new TestFlow()));
        Assert.Equal([1L, 1L, 2L, 2L], harness.Output.Records.Select(r => r.Order));
    }
}
