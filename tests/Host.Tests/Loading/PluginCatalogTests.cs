using System.Runtime.CompilerServices;
using Microboxes.Host.Loading;
using Microboxes.Plugins.Functions;
using Microboxes.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Microboxes.Host.Tests.Loading;

public sealed class PluginCatalogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Create_ByName_FindsItInItsOwnFolderAndInTheFolderItself()
    {
        CompiledPlugin.Write(folder.File("One/One.dll"), CompiledPlugin.Nf("One"));
        CompiledPlugin.Write(folder.File("Two.dll"), CompiledPlugin.Nf("Two"));
        CompiledPlugin.Write(folder.File("File.dll"), CompiledPlugin.Nf("CalledOtherwise"));
        PluginCatalog catalog = Catalog();
        foreach (string name in (string[])["One", "Two", "CalledOtherwise"]) Assert.Equal("Nf", catalog.Create(name).GetType().Name);
        Assert.NotSame(catalog.Create("One"), catalog.Create("One"));
        Assert.Empty(catalog.Faults);
        Assert.Equal(3, catalog.All.Count);
        Assert.Equal(NfMode.Inline, catalog.Find("One").Function.Mode);
    }

    [Fact]
    public void Create_OfAPluginWithADependencyBesideIt_UsesIt()
    {
        CompiledPlugin.Write(folder.File("Dependent/Library.dll"), "public static class Library { public static int Answer => 42; }");
        CompiledPlugin.Write(
            folder.File("Dependent/Dependent.dll"),
            [MetadataReference.CreateFromFile(folder.File("Dependent/Library.dll"))],
            CompiledPlugin.Nf("Dependent", "public override string ToString() => Library.Answer.ToString();"));
        Assert.Equal("42", Catalog().Create("Dependent").ToString());
        File.Copy(folder.File("Dependent/Library.dll"), folder.File("Library.dll"));
        Assert.Empty(Catalog().Faults);
    }

    [Fact]
    public void Create_OfANameThatIsNotThere_SaysWhichAre()
    {
        CompiledPlugin.Write(folder.File("One/One.dll"), CompiledPlugin.Nf("One"));
        Assert.Equal($"There is no NF 'Tow' in {folder.FullName}: there are One; put its plugin there or correct the name.", Fault(() => Catalog().Create("Tow")));
        Directory.CreateDirectory(folder.File("empty"));
        Assert.Contains("it has no plugin", Fault(() => new PluginCatalog(folder.File("empty")).Create("../One/One")), StringComparison.Ordinal);
        Assert.Contains("that folder does not exist", Fault(() => new PluginCatalog(folder.File("none")).Create("One")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ this is no assembly")]
    public void Create_OfADamagedFile_SaysSo(string content)
    {
        Directory.CreateDirectory(folder.File("Bad"));
        string path = folder.Write("Bad/Bad.dll", content);
        Assert.Equal($"The plugin {path} is no .NET assembly or is damaged: build and copy it again.", Fault(() => Catalog().Create("Bad")));
        Assert.Single(Catalog().Faults);
    }

    [Fact]
    public void Create_OfAnAssemblyWithoutAnNf_SaysSo()
    {
        string path = folder.File("Empty/Empty.dll");
        CompiledPlugin.Write(path, "public class Nothing { }");
        string expected = $"The plugin {path} has no network function: derive a class from NetworkFunction and mark it with [NetworkFunction(\"Name\")], or remove the file.";
        Assert.Equal(expected, Fault(() => Catalog().Create("Empty")));
        CompiledPlugin.Write(path, CompiledPlugin.Nf("x").Replace("[NetworkFunction(\"x\", Mode = NfMode.Inline)]", "", StringComparison.Ordinal));
        Assert.Equal(expected, Fault(() => Catalog().Create("Empty")));
    }

    [Fact]
    public void Create_OfAPluginForANewerContract_SaysBothVersions()
    {
        CompiledPlugin.WriteAgainstNewerContract(folder.File("New/New.dll"));
        string own = typeof(NetworkFunction).Assembly.GetName().Version!.ToString();
        Assert.Equal(
            $"The plugin {folder.File("New/New.dll")} was built against version 99.0.0.0 of Microboxes.Plugins and this host has {own}: update the host or build the plugin against the older version.",
            Fault(() => Catalog().Create("New")));
    }

    [Fact]
    public void Create_OfANameThatTwoClaim_NamesBoth()
    {
        CompiledPlugin.Write(folder.File("A/A.dll"), CompiledPlugin.Nf("Same"));
        CompiledPlugin.Write(folder.File("B/B.dll"), CompiledPlugin.Nf("Same"));
        string expected = $"Two NFs are called 'Same', in {folder.File("A/A.dll")} and in {folder.File("B/B.dll")}: rename or remove one.";
        Assert.Equal(expected, Fault(() => Catalog().Create("Same")));
        Assert.Equal([expected], Catalog().Faults);
        CompiledPlugin.Write(folder.File("C/C.dll"), CompiledPlugin.Nf("C"), CompiledPlugin.Nf("C", @class: "Nf2"));
        Assert.StartsWith("Two NFs are called 'C', in ", Fault(() => Catalog().Create("C")), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfAnNfThatCannotBeMade_SaysWhy()
    {
        CompiledPlugin.Write(folder.File("Args/Args.dll"), CompiledPlugin.Nf("Args", "public Nf(int x) { }"));
        CompiledPlugin.Write(folder.File("Throws/Throws.dll"), CompiledPlugin.Nf("Throws", "public Nf() => throw new System.InvalidOperationException(\"no luck\");"));
        Assert.Contains("has no constructor without parameters", Fault(() => Catalog().Create("Args")), StringComparison.Ordinal);
        Assert.EndsWith("failed when it was created: no luck", Fault(() => Catalog().Create("Throws")), StringComparison.Ordinal);
    }

    [Fact]
    public void Unload_WhenNothingRefersToIt_GivesTheAssemblyBack()
    {
        CompiledPlugin.Write(folder.File("One/One.dll"), CompiledPlugin.Nf("One"));
        Assert.True(IsCollected(LoadAndUnload(folder.File("One/One.dll"), keep: null)));
    }

    [Fact]
    public void Unload_WhileAnInstanceIsKept_DoesNot()
    {
        CompiledPlugin.Write(folder.File("One/One.dll"), CompiledPlugin.Nf("One"));
        List<object> kept = [];
        Assert.False(IsCollected(LoadAndUnload(folder.File("One/One.dll"), kept)));
        Assert.Single(kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndUnload(string path, List<object>? keep)
    {
        Plugin plugin = Plugin.Load(path);
        NetworkFunction function = plugin.Create(plugin.Functions[0]);
        keep?.Add(function);
        plugin.Unload();
        return new(function.GetType().Assembly);
    }

    private static bool IsCollected(WeakReference assembly)
    {
        for (int i = 0; i < 10 && assembly.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !assembly.IsAlive;
    }

    private PluginCatalog Catalog() => new(folder.FullName);

    private static string Fault(Func<object> action) => Assert.Throws<PluginException>(action).Message;
}
