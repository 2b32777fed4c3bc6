using System.Text;
using Microboxes.Host.Devices.Generation;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Generation;

public sealed class HttpExchangeTests
{
    private static readonly HttpExchange Exchange = new(new() { ObjectSize = 1003, Requests = 3 });

    [Theory]
    [InlineData(End.Client)]
    [InlineData(End.Server)]
    public void Fill_InPiecesOfAnySize_GivesTheSameBytes(End sender)
    {
        byte[] whole = new byte[Exchange.StreamLength(sender)];
        Exchange.Fill(5, sender, 0, whole);
        for (int size = 1; size < 40; size++)
        {
            byte[] pieces = new byte[whole.Length];
            for (int at = 0; at < pieces.Length; at += size) Exchange.Fill(5, sender, at, pieces.AsSpan(at, Math.Min(size, pieces.Length - at)));
            Assert.Equal(whole, pieces);
        }
    }

    [Fact]
    public void Messages_OfAnExchange_AreHttp()
    {
        byte[] requests = new byte[Exchange.StreamLength(End.Client)];
        byte[] responses = new byte[Exchange.StreamLength(End.Server)];
        Exchange.Fill(7, End.Client, 0, requests);
        Exchange.Fill(7, End.Server, 0, responses);
        string text = Encoding.Latin1.GetString(requests);
        Assert.StartsWith("GET /000000000007/000000000000 HTTP/1.1\r\nHost: server.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nGET /000000000007/000000000002 HTTP/1.1", text, StringComparison.Ordinal);
        Assert.EndsWith("Connection: close     \r\n\r\n", text, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", Encoding.Latin1.GetString(responses), StringComparison.Ordinal);
        Assert.Contains("Content-Length: 000000001003\r\n", Encoding.Latin1.GetString(responses), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_OfDifferentFlowsAndRequests_Differ()
    {
        HashSet<string> objects = [];
        byte[] response = new byte[Exchange.ResponseLength];
        for (long flow = 0; flow < 10; flow++)
        {
            for (int request = 0; request < 3; request++)
            {
                Exchange.Fill(flow, End.Server, request * Exchange.ResponseLength, response);
                objects.Add(Convert.ToHexString(response.AsSpan(response.Length - 1003)));
            }
        }

        Assert.Equal(30, objects.Count);
    }
}
