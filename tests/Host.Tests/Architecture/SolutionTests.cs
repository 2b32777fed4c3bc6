using Xunit;

namespace Microboxes.Host.Tests.Architecture;

public sealed class SolutionTests
{
    [Fact]
    public void Solution_NamesEveryProjectOnce()
    {
        string[] entries = [.. File.ReadLines(Microboxes.Testing.Repository.Path("Microboxes.sln")).Where(l => l.StartsWith("Project(", StringComparison.Ordinal))];
        Rule.HasNoException(SourceTree.Files("", "*.csproj").Where(p => entries.Count(e => e.Contains($"\"{p.Replace('/', '\\')}\"", StringComparison.Ordinal)) != 1));
        Rule.HasNoException(entries.Select(e => e.Split('"')[3]).GroupBy(name => name).Where(g => g.Count() > 1).Select(g => $"two entries are named {g.Key}"));
    }
}
