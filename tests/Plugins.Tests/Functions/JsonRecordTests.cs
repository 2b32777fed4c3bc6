using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Plugins.Tests.Functions;

public sealed class JsonRecordTests
{
    private readonly JsonRecord json = new();

    [Fact]
    public void Written_OfEveryKind_IsJson()
    {
        json.BeginObject().Number("n"u8, long.MinValue).Flag("t"u8, true).Flag("f"u8, false).Null("z"u8)
            .BeginArray("a"u8).Number(default, 1).BeginArray().EndArray().BeginObject().EndObject().Text(default, "x"u8).EndArray()
            .Hexadecimal("h"u8, [0, 0xab]).Address("i"u8, [1, 2, 3, 4]).Seconds("s"u8, 1_000_002_999).EndObject();
        Assert.Equal(
            """{"n":-9223372036854775808,"t":true,"f":false,"z":null,"a":[1,[],{},"x"],"h":"00ab","i":"1.2.3.4","s":1.000002}""",
            Encoding.UTF8.GetString(json.Written));
    }

    [Fact]
    public void Text_WithControlCharactersQuotesAndLetters_ReadsBackTheSame()
    {
        string text = string.Concat(Enumerable.Range(0, 300).Select(i => (char)i));
        json.Text(default, text);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json.Written));
    }

    [Theory]
    [InlineData(0, "0.000000")]
    [InlineData(-1_500_000_000, "-1.500000")]
    [InlineData(1_700_000_000_123_456_789, "1700000000.123456")]
    public void Seconds_OfNanoseconds_HaveSixDecimals(long nanoseconds, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(json.Seconds(default, nanoseconds).Written));

    [Fact]
    public void Written_LongerThanTheBuffer_IsWhole()
    {
        json.BeginArray();
        for (int i = 0; i < 5000; i++) json.Number(default, i);
        JsonArray numbers = JsonNode.Parse(json.EndArray().Written)!.AsArray();
        Assert.Equal(Enumerable.Range(0, 5000), numbers.Select(n => (int)n!));
    }

    [Fact]
    public void Clear_AfterARecord_StartsAnew()
    {
        json.BeginObject().EndObject().Clear();
        Assert.Equal("[]", Encoding.UTF8.GetString(json.BeginArray().EndArray().Written));
    }
}
