using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class StreamsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Out_FolderThatDoesNotExist_IsMade()
    {
        FakePlane plane = new();
        string target = folder.File("a/b");
        Assert.Equal(0, CommandRun.Of(plane, "streams", "a.pcap", "--out", target).ExitCode);
        Assert.True(Directory.Exists(target));
        Assert.Equal("StreamFiles", plane.Options!.Applications[0].Functions[0].Function);
    }

    [Fact]
    public void Out_AFile_IsAMistake()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "streams", "a.pcap", "--out", folder.Write("f", ""));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"mb: --out is '{folder.File("f")}', which cannot be made or written to: name another folder.", run.Sentences[0]);
    }

    [Fact]
    public void Json_Streams_AreTheFilesWritten()
    {
        FakePlane plane = new() { Records = [(2, 0, "Bb\0c"), (1, 1, "Ba\0d"), (2, 0, "Cone"), (2, 0, "E"), (1, 1, "C12")] };
        CommandRun run = CommandRun.Of(plane, "streams", "a.pcap", "--out", folder.FullName, "--json");
        Assert.Equal("""[{"file":"a","bytes":2},{"file":"b","bytes":3}]""", run.Json["streams"]!.ToJsonString());
        Assert.Equal("one", File.ReadAllText(folder.File("b")));
        Assert.Equal(2, (int)run.Json["delivered"]!);
    }
}
