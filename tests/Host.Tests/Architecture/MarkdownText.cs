using System.Text.RegularExpressions;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>What a document names: code in backticks, lines of code blocks, links.</summary>
internal sealed partial class MarkdownText(string path)
{
    private static readonly string[] Fixed = ["README.md", "CONTRIBUTING.md", "Microboxes.Host/README.md"];
    private readonly string text = SourceTree.Text(path);

    /// <summary>Documents of the repository, named from the root.</summary>
    internal static IEnumerable<string> All => Fixed.Concat(SourceTree.Files("docs", "*.md"));

    internal string Path { get; } = path;

    internal bool Contains(string words) => text.Contains(words, StringComparison.Ordinal);

    /// <summary>Pieces of code within the text, without their backticks.</summary>
    internal IEnumerable<string> Spans => Span().Matches(Block().Replace(text, "")).Select(m => m.Groups[1].Value);

    /// <summary>Lines of fenced code blocks.</summary>
    internal IEnumerable<string> BlockLines => Block().Matches(text).SelectMany(m => m.Value.Split('\n')).Where(line => !line.StartsWith("```", StringComparison.Ordinal));

    /// <summary>Targets of links to files.</summary>
    internal IEnumerable<string> Links => Link().Matches(text).Select(m => m.Groups[1].Value.Split('#')[0]).Where(l => l.Length > 0 && !l.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
