using Microboxes.Plugins.Functions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Microboxes.Host.Tests.Loading;

/// <summary>Makes small plugins for the catalog to load.</summary>
internal static class CompiledPlugin
{
    private static readonly MetadataReference[] References =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    private static readonly string ContractName = typeof(NetworkFunction).Assembly.GetName().Name!;

    /// <summary>The source of an NF that does nothing.</summary>
    internal static string Nf(string name, string members = "", string @class = "Nf") => $$"""
        using Microboxes.Plugins.Functions;
        [NetworkFunction("{{name}}", Mode = NfMode.Inline)]
        public class {{@class}} : NetworkFunction
        {
            protected override void Declare(NfDeclaration declaration) { }
            protected override void OnBatch(EventBatch batch) { }
            {{members}}
        }
        """;

    /// <summary>Compiles a plugin to a file, whose folder is made.</summary>
    internal static void Write(string path, params string[] sources) => Write(path, [], sources);

    internal static void Write(string path, IEnumerable<MetadataReference> more, params string[] sources)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CSharpCompilation compilation = Compile(Path.GetFileNameWithoutExtension(path), References.Concat(more), sources);
        var result = compilation.Emit(path);
        if (!result.Success) throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    /// <summary>Compiles a plugin against a contract of version 99.</summary>
    internal static void WriteAgainstNewerContract(string path)
    {
        CSharpCompilation contract = Compile(ContractName, References, """
            [assembly: System.Reflection.AssemblyVersion("99.0.0.0")]
            namespace Microboxes.Plugins.Functions;
            public abstract class NetworkFunction { public virtual void Newer() { } }
            """);
        using MemoryStream image = new();
        contract.Emit(image);
        MetadataReference[] others = [.. References.Where(r => Path.GetFileNameWithoutExtension(r.Display) != ContractName), MetadataReference.CreateFromImage(image.ToArray())];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Compile("New", others, "public class Nf : Microboxes.Plugins.Functions.NetworkFunction { }").Emit(path);
    }

    private static CSharpCompilation Compile(string name, IEnumerable<MetadataReference> references, params string[] sources) => CSharpCompilation.Create(
        name,
        sources.Select(s => CSharpSyntaxTree.ParseText(s)),
        references,
        new(OutputKind.DynamicallyLinkedLibrary));
}
