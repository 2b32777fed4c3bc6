using System.Text;
using Microboxes.Host.Functions;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Functions;

public sealed class FileOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_FromTwoThreads_LosesNothingAndKeepsEachOrder()
    {
        const int Records = 200_000;
        string path = folder.File("out");
        using (FileOutput output = new(path, WhenFull.Wait))
        {
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(t => Writer(output, t, Records))];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
        }

        string[] lines = File.ReadAllLines(path);
        Assert.Equal(2 * Records, lines.Length);
        foreach (int thread in (int[])[0, 1])
            Assert.Equal(Enumerable.Range(0, Records), lines.Where(l => l[0] == '0' + thread).Select(l => int.Parse(l.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Write_LargerThanABlock_IsWhole()
    {
        string path = folder.File("out");
        byte[] large = new byte[1_000_000];
        Array.Fill(large, (byte)'x');
        using (FileOutput output = new(path, WhenFull.Wait))
        {
            ThreadedOutput.Writer writer = output.NewWriter();
            writer.Write(0, "a"u8);
            writer.Write(0, large);
            writer.Write(0, "b"u8);
        }

        Assert.Equal(["a", Encoding.ASCII.GetString(large), "b"], File.ReadAllLines(path));
    }

    [Fact]
    public void Write_LittleAndThenNothing_ReachesTheFileSoon()
    {
        string path = folder.File("out");
        using FileOutput output = new(path, WhenFull.Wait);
        output.NewWriter().Write(0, "line"u8);
        Assert.True(SpinWait.SpinUntil(() => Read(path) == "line\n", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Write_ToAFullDisk_ReportsTheFaultAndCountsWhatIsLost()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        FileOutput output = new("/dev/full", WhenFull.Wait);
        ThreadedOutput.Writer writer = output.NewWriter();
        byte[] record = new byte[100_000];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                writer.Write(0, record);
                return output.Dropped > 0;
            },
            TimeSpan.FromSeconds(30)));
        output.Dispose();
        Assert.StartsWith("Nothing more is written to /dev/full: ", output.Loss, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AFolder_IsRefusedInOneSentence()
    {
        OutputException e = Assert.Throws<OutputException>(() => new FileOutput(folder.FullName, WhenFull.Wait));
        Assert.StartsWith($"The output {folder.FullName} cannot be written: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_OfOneTarget_ShareTheFile()
    {
        FileOutputs outputs = new(WhenFull.Wait);
        outputs.Open("a", "f", folder.File("shared"), 0).Write(0, "first"u8);
        outputs.Open("a", "f", folder.File("shared"), 1).Write(0, "second"u8);
        outputs.Open("a", "g", "", 0).Write(0, "nowhere"u8);
        Assert.Empty(outputs.Close());
        Assert.Equal(["first", "second"], File.ReadAllLines(folder.File("shared")).Order());
        Assert.Single(Directory.GetFiles(folder.FullName));
    }

    private static Thread Writer(FileOutput output, int number, int records)
    {
        ThreadedOutput.Writer writer = output.NewWriter();
        return new(() =>
        {
            for (int i = 0; i < records; i++) writer.Write(i, Encoding.ASCII.GetBytes($"{number} {i}"));
        });
    }

    private static string Read(string path)
    {
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
