using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Microboxes.Host.Configuration;

/// <summary>Reads an appsettings.json into options that can be used, or says everything that is wrong with it.</summary>
internal static class ConfigurationFile
{
    internal const string DefaultName = "appsettings.json";

    /// <exception cref="ConfigurationMistakesException">The file cannot be read or used.</exception>
    internal static HostOptions Load(string file) => Understand(Read(file, File.OpenRead));

    /// <summary>As <see cref="Load"/>, with what stands in the file given.</summary>
    /// <exception cref="ConfigurationMistakesException">It cannot be used.</exception>
    internal static HostOptions Parse(string file, string text) => Understand(Read(file, _ => new MemoryStream(Encoding.UTF8.GetBytes(text))));

    private static HostOptions Understand(IConfigurationRoot root)
    {
        List<ConfigurationMistake> mistakes = [];
        new ShapeCheck(mistakes).Check(root);
        if (mistakes.Count > 0) throw new ConfigurationMistakesException(mistakes);

        HostOptions options = Bind(root);
        new CrossReferences(options, mistakes).Check();
        if (mistakes.Count > 0) throw new ConfigurationMistakesException(mistakes);
        return options;
    }

    private static IConfigurationRoot Read(string file, Func<string, Stream> open)
    {
        try
        {
            using Stream stream = open(file);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Mistake(file, " does not exist", "name a configuration file, or leave it out for appsettings.json in this folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Mistake(file, " cannot be read", "check its kind and its permissions");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidDataException)
        {
            throw Mistake(file, $" is not JSON{Place(e)}", "correct it there");
        }
    }

    private static HostOptions Bind(IConfigurationRoot root)
    {
        HostOptions options = new();
        root.Bind(options);
        for (int a = 0; a < options.Applications.Count; a++)
        {
            List<FunctionOptions> functions = options.Applications[a].Functions;
            for (int f = 0; f < functions.Count; f++) functions[f].Settings = Flatten(root.GetSection($"Applications:{a}:Functions:{f}:Settings"));
        }

        return options;
    }

    // A function's settings keep their own structure: the names in it are joined by colons.
    private static Dictionary<string, string> Flatten(IConfigurationSection settings) =>
        settings.AsEnumerable(makePathsRelative: true).Where(s => s.Value != null && s.Key.Length > 0).ToDictionary(s => s.Key, s => s.Value!, StringComparer.OrdinalIgnoreCase);

    private static string Place(Exception e)
    {
        if ((e as JsonException ?? e.InnerException as JsonException) is { LineNumber: { } line } json)
            return $" from line {line + 1}, character {json.BytePositionInLine + 1} on";
        return e.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase) ? $" that can be read ({e.Message.TrimEnd('.')})" : "";
    }

    private static ConfigurationMistakesException Mistake(string file, string reason, string remedy) => new([new("", file, reason, remedy)]);
}
