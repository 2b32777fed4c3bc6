using System.Text;
using System.Text.Json.Nodes;
using Microboxes.Host.Admin;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Planning;
using Microboxes.Host.Functions;
using Microboxes.Host.Loading;
using Microboxes.Host.Reports;

namespace Microboxes.Host.Tests.Commands;

/// <summary>One command line that was run in this process, and all it left behind.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    internal JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The lines of the error output.</summary>
    internal string[] Sentences => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static CommandRun Of(FakePlane plane, params string[] arguments) => Of(plane.Builder, arguments);

    internal static CommandRun Of(PlaneBuilder build, params string[] arguments) => Of(build, new Planner(name => throw new PluginException($"There is no NF '{name}'.")), arguments);

    /// <summary>With somebody who carries out what an operator asks.</summary>
    internal static CommandRun Of(FakePlane plane, IAdmin admin, params string[] arguments) =>
        Of(plane.Builder, new(name => throw new PluginException($"There is no NF '{name}'.")), admin, arguments);

    internal static CommandRun Of(PlaneBuilder build, Planner planner, params string[] arguments) => Of(build, planner, null, arguments);

    private static CommandRun Of(PlaneBuilder build, Planner planner, IAdmin? admin, string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(arguments, new() { Build = build, Plan = Draft, Administer = admin == null ? null : (_, _) => admin, Outputs = () => new DemoOutputs(), Output = output, Error = error });
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());

        PlanReport Draft(HostOptions options, string? declarations, bool explain) =>
            (declarations == null ? planner : new Planner(new DeclarationFile(declarations).Of)).Draft(options, explain);
    }
}
