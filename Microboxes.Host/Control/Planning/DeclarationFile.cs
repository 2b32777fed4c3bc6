using System.Text.Json;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Declarations written down in a JSON file, so that a plan can be looked at before its NFs exist.</summary>
internal sealed class DeclarationFile
{
    private readonly string path;
    private readonly Dictionary<string, DeclaredFunction> functions;

    /// <exception cref="PlanException">The file cannot be read.</exception>
    internal DeclarationFile(string path)
    {
        this.path = path;
        functions = Read(path).ToDictionary(f => f.Key, f => f.Value.ToDeclared(f.Key), StringComparer.Ordinal);
    }

    /// <exception cref="PlanException">The file has no such function.</exception>
    internal DeclaredFunction Of(string name) => functions.TryGetValue(name, out DeclaredFunction? declared)
        ? declared
        : throw new PlanException($"{path} does not declare '{name}': add it there, or write one of {string.Join(", ", functions.Keys)}.");

    private static Dictionary<string, WrittenFunction> Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, DeclarationFileContext.Default.DictionaryStringWrittenFunction) ?? [];
        }
        catch (JsonException mistake)
        {
            throw new PlanException($"{path} is not understood from line {mistake.LineNumber + 1} on: {mistake.Message.Split(" Path:")[0].TrimEnd('.')}.", mistake);
        }
    }

    /// <summary>A function as it is written.</summary>
    internal sealed class WrittenFunction
    {
        public NfMode Mode { get; set; } = NfMode.Tap;

        public string Replicas { get; set; } = "stack";

        public List<WrittenPort> Subscribes { get; set; } = [];

        public List<WrittenPublication> Publishes { get; set; } = [];

        internal DeclaredFunction ToDeclared(string name) =>
            new(name, Mode, Replicas == "single", [.. Subscribes.Select(p => p.ToPort())], [.. Publishes.Select(p => p.ToPublication())]);
    }

    /// <summary>A subscription as it is written.</summary>
    internal sealed class WrittenPort
    {
        public string Type { get; set; } = "";

        public string? Half { get; set; }

        public string? Sender { get; set; }

        public string? Where { get; set; }

        public int Retain { get; set; }

        public bool Dynamic { get; set; }

        public bool Feedback { get; set; }

        public PortWrites Writes { get; set; }

        public bool Merge { get; set; }

        public WrittenPayload? Payload { get; set; }

        internal Port ToPort() => new(Type, Half, Sender, Where, Retain, TimeSpan.Zero)
        {
            Dynamic = Dynamic,
            Feedback = Feedback,
            Writes = Writes,
            Merge = Merge,
            Payload = Payload?.ToLayout(),
        };
    }

    /// <summary>A publication as it is written.</summary>
    internal sealed class WrittenPublication
    {
        public string Type { get; set; } = "";

        public WrittenPayload Payload { get; set; } = new();

        public int Most { get; set; } = 1;

        internal Publication ToPublication() => new(Type, Payload.ToLayout(), Most);
    }

    /// <summary>A payload as it is written.</summary>
    internal sealed class WrittenPayload
    {
        public int Size { get; set; }

        public List<string> Fields { get; set; } = [];

        internal PayloadLayout ToLayout() => PayloadLayout.Of(Size, Fields);
    }
}
