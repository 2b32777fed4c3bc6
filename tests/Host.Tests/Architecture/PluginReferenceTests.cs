using System.Xml.Linq;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>Network functions see the contract and nothing else of ours.</summary>
public sealed class PluginReferenceTests
{
    public static TheoryData<string> Projects => [.. SourceTree.Files("plugins", "*.csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_OfAPlugin_ReferencesOnlyTheContract(string project)
    {
        XDocument document = XDocument.Load(Repository.Path(project));
        Rule.HasNoException(document.Descendants("ProjectReference").Select(r => r.Attribute("Include")!.Value));
    }

    [Fact]
    public void Plugins_ThatAreBuilt_ReferenceOnlyTheContract()
    {
        List<string> wrong = [];
        foreach (string assembly in Built())
        {
            IEnumerable<string> ours = AssemblyModel.Read(assembly).References.Where(r => r.StartsWith("Microboxes.", StringComparison.Ordinal) && r != "Microboxes.Plugins");
            wrong.AddRange(ours.Select(r => $"{assembly}: {r}"));
        }

        Rule.HasNoException(wrong);
    }

    // The folder builds deploy to; empty where only this test project was built.
    private static IEnumerable<string> Built()
    {
        string folder = Repository.Path("Microboxes.Host", "bin");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories).Where(f => f.Contains("/plugins/", StringComparison.Ordinal))
            : [];
    }
}
