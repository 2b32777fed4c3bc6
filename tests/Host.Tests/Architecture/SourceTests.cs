using System.Text.RegularExpressions;
using Xunit;

namespace Microboxes.Host.Tests.Architecture;

public sealed partial class SourceTests
{
    private static readonly string[] All = ["Microboxes.Host", "Microboxes.Plugins", "plugins", "tests", "perf"];

    // Code that may hold pointers, and why.
    private static readonly Dictionary<string, string> UnsafeFolders = new()
    {
        ["Microboxes.Host/Devices"] = "packets lie in mapped files and native memory",
        ["Microboxes.Host/Dispatch"] = "slots are read where they lie",
        ["Microboxes.Host/Flows"] = "flow records lie in native memory",
        ["Microboxes.Host/Functions"] = "batches are handed to NFs as pointers",
        ["Microboxes.Host/Memory"] = "owns native memory",
        ["Microboxes.Host/Native"] = "calls the operating system",
        ["Microboxes.Host/Rings"] = "slots and masks lie in native memory",
        ["Microboxes.Host/Stacks"] = "headers are read where they lie",
        ["Microboxes.Plugins/Events"] = "slots and descriptors are views of native memory",
        ["Microboxes.Plugins/Functions"] = "per-flow state lies in native memory",
        ["Microboxes.Plugins/Streams"] = "stream bytes are spans over native memory",
        ["Microboxes.Plugins/Wire"] = "keys and headers are compared as words",
        ["plugins/Firewall"] = "per-flow state keeps the rules that decided in a fixed array",
        ["plugins/Digest"] = "per-flow state holds hash contexts in native memory",
    };

    // Native calls are few and behind one façade.
    private static readonly string[] NativeFolders = ["Microboxes.Host/Native", "Microboxes.Host/Memory", "Microboxes.Host/Devices/Captures", "plugins/Digest"];

    // The compiler looks for this one in its own namespace.
    private const string LanguageSupport = "IsExternalInit.cs";

    [Fact]
    public void UnsafeCode_LivesOnlyIn_NamedFolders() =>
        Rule.HasNoException(SourceTree.CSharp("Microboxes.Host", "Microboxes.Plugins", "plugins").Where(f => HoldsPointers(f) && !IsIn(f, UnsafeFolders.Keys)));

    [Fact]
    public void NativeCalls_LiveOnlyIn_NamedFolders() =>
        Rule.HasNoException(SourceTree.CSharp("Microboxes.Host", "Microboxes.Plugins", "plugins").Where(f => NativeCall().IsMatch(SourceTree.Text(f)) && !IsIn(f, NativeFolders)));

    [Fact]
    public void EveryFile_HoldsOneTypeOfItsName()
    {
        List<string> wrong = [];
        foreach (string file in SourceTree.CSharp(All))
        {
            string[] types = [.. TopLevelType().Matches(SourceTree.Text(file)).Select(m => m.Groups[1].Value)];
            if (types.Length == 0) continue;
            string name = Path.GetFileName(file).Split('.')[0];
            if (types.Distinct().Count() > 1 || !IsNamed(name, types[0])) wrong.Add($"{file}: {string.Join(", ", types)}");
        }

        Rule.HasNoException(wrong);
    }

    [Fact]
    public void EveryFile_HasTheNamespaceOfItsFolder()
    {
        List<string> wrong = [];
        foreach (string file in SourceTree.CSharp("Microboxes.Host", "Microboxes.Plugins").Where(f => Path.GetFileName(f) != LanguageSupport))
        {
            Match space = Namespace().Match(SourceTree.Text(file));
            string folder = Path.GetDirectoryName(file)!.Replace('/', '.');
            if (space.Success && space.Groups[1].Value != folder) wrong.Add($"{file}: {space.Groups[1].Value}");
        }

        Rule.HasNoException(wrong);
    }

    [Fact]
    public void NoFile_LeavesWorkForLater() =>
        Rule.HasNoException(SourceTree.CSharp("Microboxes.Host", "Microboxes.Plugins", "plugins").Where(f => Unfinished().IsMatch(SourceTree.Text(f))));

    // Of a type and its generic namesake, one has to have another file name.
    private static bool IsNamed(string file, string type) => file == type || file.StartsWith(type + "Of", StringComparison.Ordinal);

    private static bool HoldsPointers(string file) => Pointers().IsMatch(SourceTree.Text(file));

    private static bool IsIn(string file, IEnumerable<string> folders) => folders.Any(folder => file.StartsWith(folder + "/", StringComparison.Ordinal));

    [GeneratedRegex(@"\bunsafe\b|\bUnsafe\.|\bMemoryMarshal\b|\bNativeMemory\b")]
    private static partial Regex Pointers();

    [GeneratedRegex(@"\[(?:LibraryImport|DllImport)\b")]
    private static partial Regex NativeCall();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|unsafe|ref|delegate)\s+)*(?:class|struct|record\s+struct|record\s+class|record|interface|enum|delegate\s+\S+)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
