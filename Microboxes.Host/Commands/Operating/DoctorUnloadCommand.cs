using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>doctor unload NF: whether its old versions left memory, and what pins those that did not.</summary>
internal sealed class DoctorUnloadCommand : OperatingCommand
{
    private readonly Argument<string> function = new("nf") { Description = "The network function's name." };

    internal DoctorUnloadCommand(CommandHost host)
        : base(host, "unload", "Name what keeps old versions of a network function in memory.") => Add(function);

    protected override AdminRequest Request(ParseResult arguments) => new UnloadRequest(arguments.GetRequiredValue(function));

    protected override JsonTypeInfo TypeOf(AdminReply reply) => AdminJson.Default.UnloadReply;

    protected override int CodeOf(AdminReply reply) => ((UnloadReply)reply).Held.Count == 0 ? ExitCode.Done : ExitCode.FaultyInput;

    protected override void Write(TextWriter text, AdminReply reply)
    {
        UnloadReply unload = (UnloadReply)reply;
        text.WriteLine($"{unload.Function}: {unload.Collected} old {(unload.Collected == 1 ? "version" : "versions")} left memory, {unload.Held.Count} did not.");
        foreach (HeldVersion held in unload.Held)
        {
            text.WriteLine($"  {held.Version} is held by");
            foreach (string step in held.Root) text.WriteLine($"    {step}");
        }
    }
}
