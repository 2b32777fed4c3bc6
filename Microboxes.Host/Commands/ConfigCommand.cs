using System.CommandLine;
using System.Text.Json;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>config check [FILE]: everything that is wrong with a configuration.</summary>
internal sealed class ConfigCommand : Command
{
    private readonly Argument<string> file = new("file")
    {
        Description = $"The configuration. Default: {ConfigurationFile.DefaultName} in this folder.",
        DefaultValueFactory = _ => ConfigurationFile.DefaultName,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> json = SharedOptions.Json();

    internal ConfigCommand(CommandHost host)
        : base("config", "Look after the configuration.")
    {
        Command check = new("check", "List every mistake of a configuration.") { file, json };
        check.SetAction(arguments => Check(host, arguments));
        Add(check);
    }

    private int Check(CommandHost host, ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(file);
        IReadOnlyList<ConfigurationMistake> mistakes = Mistakes(path);
        if (arguments.GetValue(json)) WriteJson(host, path, mistakes);
        else WriteText(host, path, mistakes);
        return mistakes.Count == 0 ? ExitCode.Done : ExitCode.Mistake;
    }

    private static IReadOnlyList<ConfigurationMistake> Mistakes(string path)
    {
        try
        {
            ConfigurationFile.Load(path);
            return [];
        }
        catch (ConfigurationMistakesException e)
        {
            return e.Mistakes;
        }
    }

    private static void WriteText(CommandHost host, string path, IReadOnlyList<ConfigurationMistake> mistakes)
    {
        if (mistakes.Count == 0)
        {
            using StreamWriter text = host.OpenText();
            text.WriteLine($"{path} has no mistakes.");
        }

        foreach (ConfigurationMistake mistake in mistakes) host.Error.WriteLine($"{CommandLine.Name}: {mistake}");
    }

    private static void WriteJson(CommandHost host, string path, IReadOnlyList<ConfigurationMistake> mistakes)
    {
        using JsonDocumentStream document = new(host.Output);
        Utf8JsonWriter writer = document.Writer;
        writer.WriteStartObject();
        writer.WriteString("file"u8, path);
        writer.WriteBoolean("valid"u8, mistakes.Count == 0);
        writer.WriteStartArray("mistakes"u8);
        foreach (ConfigurationMistake mistake in mistakes)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, mistake.Path);
            writer.WriteString("value"u8, mistake.Value);
            writer.WriteString("sentence"u8, mistake.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
