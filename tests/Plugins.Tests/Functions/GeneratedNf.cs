using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Microboxes.Plugins.Tests.Functions;

/// <summary>Runs the generator over a source text, and the compiler over both.</summary>
internal sealed class GeneratedNf
{
    private const string Usings = """
        using System.Collections.Generic;
        using Microboxes.Plugins.Events;
        using Microboxes.Plugins.Functions;

        """;

    private static readonly MetadataReference[] References =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    private readonly Compilation compilation;

    internal GeneratedNf(params string[] sources)
    {
        CSharpCompilation before = CSharpCompilation.Create(
            "Generated" + Guid.NewGuid().ToString("N"),
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(Usings + s, path: $"{i}.cs")),
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new BatchLoopGenerator()).RunGeneratorsAndUpdateCompilation(before, out compilation, out ImmutableArray<Diagnostic> found);
        Diagnostics = found;
        Source = string.Concat(driver.GetRunResult().GeneratedTrees.Select(t => t.ToString()));
    }

    /// <summary>What the generator wrote.</summary>
    internal string Source { get; }

    /// <summary>What the generator complained about.</summary>
    internal IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>What the compiler complained about.</summary>
    internal IEnumerable<Diagnostic> CompilerErrors => compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id.StartsWith("CS", StringComparison.Ordinal));

    /// <summary>An instance of the one NF class.</summary>
    internal NetworkFunction Create()
    {
        using MemoryStream image = new();
        if (!compilation.Emit(image).Success) throw new InvalidOperationException(string.Join('\n', CompilerErrors));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        Type type = assembly.GetTypes().Single(t => t.IsSubclassOf(typeof(NetworkFunction)));
        return (NetworkFunction)Activator.CreateInstance(type, nonPublic: true)!;
    }
}
