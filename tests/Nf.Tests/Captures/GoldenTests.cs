using System.Text.Json;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Captures on which the oracles agree, and those whose truth two kernels told.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Agreed() => [.. TcpCapture.Names(capture => capture.Category == "agreed")];

    public static TheoryData<string> KernelTruth() => [.. TcpCapture.Names(capture => capture.Category == "kernel-truth")];

    [Theory]
    [MemberData(nameof(Agreed))]
    [MemberData(nameof(KernelTruth))]
    public void Capture_WithDefaults_GivesTheGoldensFlows(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        Assert.Equal(FlowText.Sorted(capture.Expected), FlowText.Sorted(PlaneRun.Digest(capture).Flows));
    }

    /// <summary>Without verification plain segments take a shorter way through the parser.</summary>
    [Theory]
    [MemberData(nameof(Agreed))]
    [MemberData(nameof(KernelTruth))]
    public void Capture_WithoutVerification_GivesTheGoldensFlows(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        DigestResult result = PlaneRun.Digest(capture, options => options.Stacks.VerifyChecksums = false);
        Assert.Equal(FlowText.Sorted(capture.Expected), FlowText.Sorted(result.Flows));
    }

    [Theory]
    [MemberData(nameof(KernelTruth))]
    public void Capture_BetweenTwoKernels_GivesTheBytesTheApplicationsRead(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        List<FlowText> flows = PlaneRun.Digest(capture).Flows;
        int streams = 0;
        foreach (JsonElement truth in capture.Golden.RootElement.GetProperty("truth").GetProperty("flows").EnumerateArray())
        {
            foreach (string half in (string[])["c2s", "s2c"])
            {
                if (!truth.TryGetProperty(half, out JsonElement application) || !IsReadWhole(application)) continue;
                string stream = $"{application.GetProperty("app_received")} bytes {application.GetProperty("app_received_sha256").GetString()} ";
                Assert.Contains(flows, flow => flow.Ends.Contains($" {truth.GetProperty("client")[1]}", StringComparison.Ordinal) && flow.Streams.Contains(stream, StringComparison.Ordinal));
                streams++;
            }
        }

        Assert.True(streams > 0, "The truth tells of no stream that was read whole.");
    }

    /// <summary>RFC 5961 §3.2: each of the injected resets is an anomaly and changes nothing, so the connection ends by its FINs.</summary>
    [Fact]
    public void BlindResets_BetweenTwoKernels_AreAnomaliesAndCloseNothing()
    {
        TcpCapture capture = TcpCapture.Of("kernel__inject-rst-out-of-window.pcap");
        using JsonDocument record = JsonDocument.Parse(Assert.Single(PlaneRun.Digest(capture).Records));
        int injected = capture.Golden.RootElement.GetProperty("truth").GetProperty("wire_stats").GetProperty("injected").GetInt32();
        Assert.Equal(injected, record.RootElement.GetProperty("anomalies").GetInt32());
        Assert.Contains("TIME-WAIT", record.RootElement.GetProperty("state").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_OfTheCorpus_HasCapturesOfBothKinds()
    {
        Corpus.Path("tcp", "manifest.json");
        Assert.Contains(TcpCapture.All, capture => capture.Category == "agreed");
        Assert.Contains(TcpCapture.All, capture => capture.Category == "kernel-truth");
    }

    private static bool IsReadWhole(JsonElement application) =>
        application.TryGetProperty("app_sent", out JsonElement sent) && application.TryGetProperty("app_received", out JsonElement received)
        && received.ValueKind == JsonValueKind.Number && sent.GetInt64() == received.GetInt64();
}
