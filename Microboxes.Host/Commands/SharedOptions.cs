using System.CommandLine;

namespace Microboxes.Host.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    internal static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of text." };
}
