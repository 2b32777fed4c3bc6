using System.Text;
using Microboxes.Host.Functions;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Functions;

public sealed class StreamFileOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_ManyMoreStreamsThanOpenFiles_KeepsEachWhole()
    {
        const int Connections = 2000, Rounds = 5;
        StreamFileOutput output = new(folder.FullName, WhenFull.Wait);
        ThreadedOutput.Writer writer = output.NewWriter();
        for (int c = 0; c < Connections; c++) Write(writer, c, $"B{c}-s\0s-{c}");
        for (int round = 0; round < Rounds; round++)
            for (int c = 0; c < Connections; c++)
            {
                Write(writer, c, $"C<{c}.{round}>");
                if (c % 3 == 0) Write(writer, c, $"S[{round}]");
            }

        for (int c = 0; c < Connections; c++) Write(writer, c, "E");
        Assert.Empty(output.Close());
        Assert.Equal(Connections + ((Connections + 2) / 3), Directory.GetFiles(folder.FullName).Length);
        Assert.Equal("<1999.0><1999.1><1999.2><1999.3><1999.4>", File.ReadAllText(folder.File("1999-s")));
        Assert.Equal("[0][1][2][3][4]", File.ReadAllText(folder.File("s-1998")));
        Assert.Equal(Connections + ((Connections + 2) / 3), output.Files.Count);
    }

    [Fact]
    public void Write_PiecesOfAllSizes_AreInOrder()
    {
        StreamFileOutput output = new(folder.FullName, WhenFull.Wait);
        ThreadedOutput.Writer writer = output.NewWriter();
        Write(writer, 1, "Ba\0b");
        MemoryStream expected = new();
        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            byte[] record = new byte[1 + (random.Next(10) == 0 ? random.Next(400_000) : random.Next(5000))];
            random.NextBytes(record);
            record[0] = (byte)'S';
            writer.Write(1, record);
            expected.Write(record.AsSpan(1));
        }

        Assert.Empty(output.Close());
        Assert.Equal(expected.ToArray(), File.ReadAllBytes(folder.File("b")));
        Assert.Equal([("b", expected.Length)], output.Files);
    }

    [Fact]
    public void Write_SecondConnectionOfATuple_GetsASuffixWhicheverEndIsTheClient()
    {
        StreamFileOutput output = new(folder.FullName, WhenFull.Wait);
        ThreadedOutput.Writer writer = output.NewWriter();
        foreach ((int id, string names) in (ReadOnlySpan<(int, string)>)[(1, "Bx-y\0y-x"), (2, "By-x\0x-y"), (3, "Bx-y\0y-x")])
        {
            Write(writer, id, names);
            Write(writer, id, "C" + id);
            Write(writer, id, "E");
        }

        Assert.Empty(output.Close());
        Assert.Equal(["x-y", "x-yc2", "y-xc1"], output.Files.Select(f => f.Name));
        Assert.Equal("2", File.ReadAllText(folder.File("y-xc1")));
    }

    [Fact]
    public void Write_WithoutBytes_MakesNoFile()
    {
        StreamFileOutput output = new(folder.FullName, WhenFull.Wait);
        Write(output.NewWriter(), 1, "Ba\0b");
        Assert.Empty(output.Close());
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Write_IntoAFolderThatIsGone_IsReported()
    {
        StreamFileOutput output = new(folder.File("gone"), WhenFull.Wait);
        ThreadedOutput.Writer writer = output.NewWriter();
        Write(writer, 1, "Ba\0b");
        Write(writer, 1, "Cbytes");
        Assert.StartsWith($"Nothing more is written to {folder.File("gone")}: ", Assert.Single(output.Close()), StringComparison.Ordinal);
    }

    private static void Write(ThreadedOutput.Writer writer, long connection, string record) => writer.Write(connection, Encoding.UTF8.GetBytes(record));
}
