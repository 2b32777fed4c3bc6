using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Tests.Commands;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>Documents name only what exists, and the reference pages name all of it.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Extensions = [".cs", ".md", ".csproj", ".sln", ".sh", ".props", ".c"];
    private static readonly RootCommand Root = CommandLine.Root(new() { Build = new FakePlane().Builder, Outputs = () => new DemoOutputs(), Output = Stream.Null, Error = TextWriter.Null });

    public static TheoryData<string> Documents => [.. MarkdownText.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_NamesOnly_FilesThatExist(string path)
    {
        MarkdownText document = new(path);
        IEnumerable<string> named = document.Spans.Where(LooksLikeAPath).Select(s => s.Split(':')[0]).Concat(document.Links);
        Rule.HasNoException(named.Distinct().Where(name => !Exists(name, path)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_NamesOnly_CommandsThatExist(string path)
    {
        MarkdownText document = new(path);
        Rule.HasNoException(document.Spans.Concat(document.BlockLines).Where(s => s.StartsWith("./mb ", StringComparison.Ordinal)).Where(line => !IsCommand(line)));
    }

    [Fact]
    public void CommandsPage_TellsOf_EveryCommandAndOption()
    {
        MarkdownText page = new("docs/commands.md");
        Rule.HasNoException(Commands(Root, "").SelectMany(c => c.Command.Options.Where(o => o.Name.StartsWith("--", StringComparison.Ordinal)).Select(o => o.Name).Append(c.Path))
            .Where(name => name is not ("--help" or "--version" or "") && !page.Contains(name)));
    }

    [Fact]
    public void CommandsPage_TellsOf_EveryExitCode() =>
        Rule.HasNoException(typeof(ExitCode).GetFields(BindingFlags.NonPublic | BindingFlags.Static).Select(f => (int)f.GetValue(null)!)
            .Where(code => !new MarkdownText("docs/commands.md").Contains($"| {code} |")));

    [Fact]
    public void ConfigurationPage_TellsOf_EverySetting() =>
        Rule.HasNoException(Settings(JsonNode.Parse(ConfigurationSchema.Text())!, "").Where(s => !new MarkdownText("docs/configuration.md").Contains($"`{s}`")));

    [Fact]
    public void FollowOnePacket_NamesOnly_MethodsThatExist()
    {
        (string File, string Method)[] steps = [.. new MarkdownText("Microboxes.Host/README.md").Spans.Select(s => Step().Match(s)).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
        Assert.True(steps.Length > 2, "The path of a packet has more steps.");
        Rule.HasNoException(steps.Where(s => !HasMethod(Repository.Path("Microboxes.Host", s.File), s.Method)));
    }

    [Fact]
    public void IsCommand_WhatDoesNotExist_IsNone()
    {
        Assert.True(IsCommand("./mb flows FILE.pcap --json"));
        Assert.True(IsCommand("./mb test --quick"));
        Assert.False(IsCommand("./mb flow FILE"));
        Assert.False(IsCommand("./mb flows FILE --xml"));
        Assert.False(IsCommand("./mb config verify"));
    }

    private static bool LooksLikeAPath(string span) =>
        Pathlike().IsMatch(span) && (Extensions.Contains(Path.GetExtension(span.Split(':')[0])) || Directory.Exists(Repository.Path(span.Split('/')[0])) || span.StartsWith("docs/", StringComparison.Ordinal));

    private static bool Exists(string name, string document) =>
        new[] { Repository.Root, Path.GetDirectoryName(Repository.Path(document))!, Repository.Path("Microboxes.Host") }
            .Select(folder => Path.Combine(folder, name)).Any(full => File.Exists(full) || Directory.Exists(full));

    private static bool IsCommand(string line)
    {
        string[] words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        if (words[0] == "test") return words[1..].All(w => w is "--quick" or "--long");
        if (words[0] == "lab") return words[1..].All(w => w is "null" or "wire");
        Command command = Root;
        foreach (string word in words)
        {
            if (command.Subcommands.FirstOrDefault(c => c.Name == word) is { } next) command = next;
            else break;
        }

        return command != Root && command.Subcommands.Count == 0 && words.Where(w => w.StartsWith("--", StringComparison.Ordinal)).All(w => w == "--help" || command.Options.Any(o => o.Name == w));
    }

    private static IEnumerable<(Command Command, string Path)> Commands(Command command, string path) =>
        command.Subcommands.SelectMany(c => Commands(c, $"{path} {c.Name}".Trim())).Prepend((command, path));

    private static IEnumerable<string> Settings(JsonNode schema, string path)
    {
        if (schema["items"] is { } items) return Settings(items, path + ":n");
        if (schema["properties"] is not JsonObject properties) return [path];
        return properties.Where(p => p.Key[0] != '$').SelectMany(p => Settings(p.Value!, $"{path}:{p.Key}".TrimStart(':')));
    }

    private static bool HasMethod(string file, string method) => File.Exists(file) && Regex.IsMatch(File.ReadAllText(file), $@"\b{method}\s*[(<]");

    [GeneratedRegex(@"^[\w.\-]+(?:/[\w.\-]+)*/?(?::\w+)?$")]
    private static partial Regex Pathlike();

    [GeneratedRegex(@"^([\w./]+\.cs):(\w+)$")]
    private static partial Regex Step();
}
