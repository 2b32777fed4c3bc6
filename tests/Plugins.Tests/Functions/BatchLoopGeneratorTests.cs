using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Microboxes.Plugins.Tests.Functions;

public sealed class BatchLoopGeneratorTests
{
    private const string TwoPorts = """
        namespace Made.Up;
        [NetworkFunction("Two")]
        public sealed partial class Two : NetworkFunction<long>
        {
            [Subscribe("PKT/TCP/SYN", Half = "sending", Sender = "client")]
            private void OnSyn(in Event e) => Services.Counters.Counter("syn").Add();

            [Timer(250)]
            private void OnTimer(in Event e) => Services.Counters.Counter("timer").Add();

            [Subscribe("FLOW", Where = "tcp and \"quoted\"", Retain = 100)]
            private void OnFlow(in Event e) => Services.Counters.Counter("flow").Add();
        }
        """;

    [Fact]
    public void Declare_OfThreeHandlers_ListsPortsInSourceOrder()
    {
        GeneratedNf made = new(TwoPorts);
        Assert.Empty(made.Diagnostics);
        Assert.Empty(made.CompilerErrors);
        using NfHarness harness = new(made.Create());
        Assert.Equal(
            [
                new Port("PKT/TCP/SYN", "sending", "client", null, 0, TimeSpan.Zero),
                new Port("TIMER", null, null, null, 0, TimeSpan.FromMilliseconds(250)),
                new Port("FLOW", null, null, "tcp and \"quoted\"", 100, TimeSpan.Zero),
            ],
            harness.Ports);
    }

    [Fact]
    public void OnBatch_OfThreeHandlers_CallsTheSelectedOnes()
    {
        using NfHarness harness = new(new GeneratedNf(TwoPorts).Create());
        TestFlow flow = harness.Start(new TestFlow());
        harness.Packet(flow, End.Client, new() { Flags = TcpFlags.Syn });
        harness.Packet(flow, End.Server, new() { Flags = TcpFlags.Syn });
        harness.Tick();
        Assert.Equal((1, 1, 1), (harness.Count("syn"), harness.Count("timer"), harness.Count("flow")));
    }

    [Fact]
    public void OnBatch_EventForTwoPorts_CallsBoth()
    {
        using NfHarness harness = new(new GeneratedNf("""
            public partial class Both : NetworkFunction
            {
                [Subscribe("PKT")] private void OnPacket(in Event e) => Services.Counters.Counter("packet").Add();
                [Subscribe("PKT/TCP")] private void OnSegment(in Event e) => Services.Counters.Counter("segment").Add();
            }
            """).Create());
        harness.Packet(harness.Start(new TestFlow()), End.Client, new());
        harness.Packet(harness.Start(new TestFlow { Protocol = IpProtocol.Udp }), End.Client, new());
        Assert.Equal((3, 2), (harness.Count("packet"), harness.Count("segment")));
    }

    [Fact]
    public void OnBatch_OfOneHandler_HasNoTest()
    {
        GeneratedNf made = new("public partial class One : NetworkFunction { [Subscribe(\"PKT\")] private void On(in Event e) { } }");
        Assert.DoesNotContain("if (", made.Source, StringComparison.Ordinal);
        Assert.Empty(made.CompilerErrors);
    }

    [Fact]
    public void Write_NestedGenericClassInTwoFiles_Compiles()
    {
        GeneratedNf made = new(
            "namespace A.B; public partial class Outer { internal sealed partial class Inner<T> : NetworkFunction<T> where T : unmanaged { [Subscribe(\"PKT\")] void One(in Event e) { } } }",
            "namespace A.B; partial class Outer { partial class Inner<T> { [Subscribe(\"FLOW\")] void Two(in Event e) { } } }");
        Assert.Empty(made.Diagnostics);
        Assert.Empty(made.CompilerErrors);
        Assert.True(made.Source.IndexOf("One(in", StringComparison.Ordinal) < made.Source.IndexOf("Two(in", StringComparison.Ordinal));
    }

    private const string Publisher = """
        public struct Found { public int Count; public ushort Port; }
        [Publish("EVENT/FOUND", typeof(Found), Most = 3)]
        [Publish("FLOW/TCP/TERMINATE")]
        public partial class Detector : NetworkFunction
        {
            [Subscribe("PKT", Writes = PortWrites.Header | PortWrites.Payload, Dynamic = true)]
            private void OnPacket(in Event e) { }

            [Subscribe("EVENT/SEEN", Payload = typeof(Found), Feedback = true)]
            private void OnSeen(in Event e) { }

            [Subscribe("EVENT/REPLY", Merge = true)]
            private void OnReply(in Event e) { }
        }
        """;

    [Fact]
    public void Declare_OfAPublisher_PassesOnWhatItsAttributesSay()
    {
        GeneratedNf made = new(Publisher);
        Assert.Empty(made.Diagnostics);
        Assert.Empty(made.CompilerErrors);
        NfDeclaration declaration = new();
        made.Create().Declare(declaration);
        Port[] ports = [.. declaration.Ports];
        Assert.Equal(
            [
                new Port("PKT", null, null, null, 0, TimeSpan.Zero) { Writes = PortWrites.Header | PortWrites.Payload, Dynamic = true },
                new Port("EVENT/SEEN", null, null, null, 0, TimeSpan.Zero) { Feedback = true, Payload = ports[1].Payload },
                new Port("EVENT/REPLY", null, null, null, 0, TimeSpan.Zero) { Merge = true },
            ],
            ports);
        Assert.Equal([("EVENT/FOUND", 8, 3), ("FLOW/TCP/TERMINATE", 0, 1)], declaration.Publications.Select(p => (p.Type, p.PayloadSize, p.MostPerEvent)));
        Assert.Equal(declaration.Publications[0].Fingerprint, ports[1].Payload!.Fingerprint);
    }

    [Theory]
    [InlineData("[Publish(\"PKT/TCP/SYN\")]", "'Nf' publishes 'PKT/TCP/SYN': packets are told by the stack alone")]
    [InlineData("[Publish(\"FLOW/START\")]", "'Nf' publishes 'FLOW/START': the stack raises it, publish a type below it")]
    [InlineData("[Publish(\"EVENT/A\", typeof(string))]", "'Nf' publishes 'EVENT/A': name a struct of numbers, enums and fixed arrays")]
    [InlineData("[Publish(\"EVENT/A\", Most = 0)]", "'Nf' publishes 'EVENT/A': Most is 0, write 1 to 1024")]
    public void Publication_ThatIsWrong_IsNamed(string attribute, string sentence)
    {
        GeneratedNf made = new($"{attribute}\npartial class Nf : NetworkFunction {{ [Subscribe(\"PKT\")] void On(in Event e) {{ }} }}");
        Diagnostic found = Assert.Single(made.Diagnostics);
        Assert.Equal(("MBX009", sentence), (found.Id, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(made.Source);
    }

    private const string Dynamic = """
        public partial class Switching : NetworkFunction
        {
            [Subscribe("FLOW/START")] private void OnStarted(in Event e) => Services.Counters.Counter("starts").Add();

            [Subscribe("PKT", Dynamic = true)]
            private void OnPacket(in Event e)
            {
                Services.Counters.Counter("first").Add();
                if (PacketOf(e).PayloadLength == 1) Subscribe(e.Flow, Handlers.OnLater);
            }

            [Handles(nameof(OnPacket))]
            private void OnLater(in Event e)
            {
                Services.Counters.Counter("later").Add();
                if (PacketOf(e).PayloadLength == 2) Release(e.Flow, Handlers.OnPacket);
                if (PacketOf(e).PayloadLength == 3) Subscribe(e.Flow, Handlers.OnPacket);
            }
        }
        """;

    [Fact]
    public void OnBatch_DynamicPort_CallsTheHandlerOfTheFlow()
    {
        GeneratedNf made = new(Dynamic);
        Assert.Empty(made.Diagnostics);
        Assert.Empty(made.CompilerErrors);
        using NfHarness harness = new(made.Create());
        TestFlow switched = harness.Start(new() { Protocol = IpProtocol.Udp });
        TestFlow other = harness.Start(new() { Protocol = IpProtocol.Udp });
        void Send(TestFlow flow, params int[] lengths)
        {
            foreach (int length in lengths) harness.Packet(flow, End.Client, new() { Payload = new byte[length] });
        }

        Send(switched, 0, 1, 0, 0);
        Send(other, 0);
        Assert.Equal((3, 2), (harness.Count("first"), harness.Count("later")));
        Send(switched, 3, 0);
        Assert.Equal((4, 3), (harness.Count("first"), harness.Count("later")));
    }

    [Fact]
    public void OnBatch_ReleasedFlow_CallsNoHandlerFromTheReleaseOn()
    {
        using NfHarness harness = new(new GeneratedNf(Dynamic).Create());
        TestFlow flow = harness.Start(new() { Protocol = IpProtocol.Udp });
        foreach (int length in new[] { 1, 2, 0, 3, 0 }) harness.Packet(flow, End.Client, new() { Payload = new byte[length] });
        Assert.Equal((1, 1), (harness.Count("first"), harness.Count("later")));
        Assert.Equal([(flow.Index, 0b10UL)], harness.Released.Select(r => (r.Flow.Index, r.Ports)));
    }

    [Theory]
    [InlineData("[Handles(\"None\")]")]
    [InlineData("[Handles(\"Fixed\")]")]
    public void Handler_OfNoDynamicPort_IsNamed(string attribute)
    {
        GeneratedNf made = new($"partial class Nf : NetworkFunction {{ [Subscribe(\"PKT\")] void Fixed(in Event e) {{ }} {attribute} void Other(in Event e) {{ }} }}");
        Assert.Equal("MBX010", Assert.Single(made.Diagnostics).Id);
        Assert.Empty(made.Source);
    }

    [Theory]
    [InlineData("MBX001", "class Nf : NetworkFunction", "[Subscribe(\"PKT\")] void On(in Event e) { }")]
    [InlineData("MBX002", "partial class Nf", "[Subscribe(\"PKT\")] void On(in Event e) { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\")] void On(Event e) { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\")] void On(ref Event e) { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\")] static void On(in Event e) { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\")] int On(in Event e) => 1;")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Timer(5)] void On() { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\")] void On<T>(in Event e) { }")]
    [InlineData("MBX004", "partial class Nf : NetworkFunction", "[Subscribe(\"pkt/tcp\")] void On(in Event e) { }")]
    [InlineData("MBX004", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT/TPC\")] void On(in Event e) { }")]
    [InlineData("MBX004", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT//TCP\")] void On(in Event e) { }")]
    [InlineData("MBX004", "partial class Nf : NetworkFunction", "[Subscribe(\"PACKET\")] void On(in Event e) { }")]
    [InlineData("MBX004", "partial class Nf : NetworkFunction", "[Subscribe(\"\")] void On(in Event e) { }")]
    [InlineData("MBX005", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\")] void On(in Event e) { } [Subscribe(\"PKT\")] void Again(in Event e) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\", Half = \"sender\")] void On(in Event e) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\", Sender = \"both\")] void On(in Event e) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Subscribe(\"PKT\", Retain = -1)] void On(in Event e) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Subscribe(\"EVENT/A\", Payload = typeof(string))] void On(in Event e) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Subscribe(\"EVENT/A\")] void On(in Event e, in string payload) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Subscribe(\"EVENT/A\", Payload = typeof(int))] void On(in Event e, in long payload) { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Subscribe(\"EVENT/A\")] void On(in Event e, long payload) { }")]
    [InlineData("MBX003", "partial class Nf : NetworkFunction", "[Timer(5)] void On(in Event e, in long payload) { }")]
    [InlineData("MBX006", "partial class Nf : NetworkFunction", "[Timer(0)] void On(in Event e) { }")]
    [InlineData("MBX007", "partial class Nf : NetworkFunction", "[Timer(1)] void On(in Event e) { } protected override void OnBatch(EventBatch batch) { }")]
    public void Mistake_InAnNf_IsNamedAtItsPlace(string rule, string declaration, string body)
    {
        GeneratedNf made = new($"{declaration}\n{{\n{body}\n}}");
        Diagnostic found = Assert.Single(made.Diagnostics);
        Assert.Equal(rule, found.Id);
        Assert.Equal("0.cs", found.Location.GetLineSpan().Path);
        Assert.True(found.Location.GetLineSpan().StartLinePosition.Line >= 3);
        Assert.Empty(made.Source);
    }

    [Fact]
    public void Publish_OfDeclaredTypes_HasAMethodForEach()
    {
        GeneratedNf made = new("""
            public struct Alert { public long Severity; }
            [Publish("EVENT/IDS_ALERT", typeof(Alert), Most = 2)]
            [Publish("FLOW/LONG")]
            public partial class Nf : NetworkFunction
            {
                [Subscribe("PKT", Half = "sending")]
                void OnPacket(in Event e)
                {
                    for (int i = 1; i <= 3; i++) PublishIdsAlert(in e, new Alert { Severity = i });
                    PublishFlowLong(in e);
                }
            }
            """);
        Assert.Empty(made.Diagnostics);
        Assert.Empty(made.CompilerErrors);
        using NfHarness harness = new(made.Create());
        TestFlow flow = harness.Start(new TestFlow());
        harness.Packet(flow, End.Client, new());
        Assert.Equal([("EVENT/IDS_ALERT", 1), ("EVENT/IDS_ALERT", 2), ("FLOW/LONG", 0)], harness.Published.Select(p => (p.Type, (int)p.Payload.FirstOrDefault())));
        Assert.Equal(1, harness.Refused);
    }

    [Fact]
    public void Handler_WithAPayload_IsGivenIt()
    {
        GeneratedNf made = new("""
            public struct Alert { public long Severity; }
            public partial class Nf : NetworkFunction
            {
                [Subscribe("EVENT/IDS_ALERT")] void OnAlert(in Event e, in Alert alert) => Services.Counters.Counter("severity").Add(alert.Severity);
                [Subscribe("FLOW/START")] void OnStart(in Event e) => Services.Counters.Counter("flows").Add();
            }
            """);
        Assert.Empty(made.Diagnostics);
        Assert.Empty(made.CompilerErrors);
        using NfHarness harness = new(made.Create());
        Assert.Equal(["Int64 Severity at 0"], harness.Ports[0].Payload!.Fields);
        TestFlow flow = harness.Start(new TestFlow());
        harness.Raise(flow, "EVENT/IDS_ALERT", 40L);
        harness.Raise(flow, "EVENT/IDS_ALERT/OF_A_KIND", 2L);
        Assert.Equal((42, 1), (harness.Count("severity"), harness.Count("flows")));
    }

    [Fact]
    public void Message_OfADuplicate_NamesBothHandlers()
    {
        GeneratedNf made = new("partial class Nf : NetworkFunction { [Subscribe(\"PKT\")] void First(in Event e) { } [Subscribe(\"PKT\")] void Second(in Event e) { } }");
        Assert.Equal(
            "Handler 'Second' subscribes to 'PKT' with the same filters as 'First': handle both in one method",
            Assert.Single(made.Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Handlers_MoreThanAMaskHasBits_AreRefused()
    {
        string handlers = string.Concat(Enumerable.Range(0, 65).Select(i => $"[Subscribe(\"EVENT/E{i}\")] void On{i}(in Event e) {{ }}\n"));
        Assert.Equal("MBX008", Assert.Single(new GeneratedNf($"partial class Nf : NetworkFunction {{ {handlers} }}").Diagnostics).Id);
    }
}
