using System.CommandLine;
using System.Text.Json;
using Microboxes.Host.Admin.Certificates;

namespace Microboxes.Host.Commands.Operating;

/// <summary>admin init: a private authority, and certificates for hosts and operators. Run again, it adds what is missing.</summary>
internal sealed class AdminInitCommand : Command
{
    private readonly Option<string> folder = new("--folder") { HelpName = "folder", Description = "Where they go; made where it does not exist.", DefaultValueFactory = _ => AdminCommand.DefaultFolder };
    private readonly Option<string[]> addresses = new("--for") { HelpName = "address", Description = "The address or name of a host that takes commands; repeatable. Default: 127.0.0.1.", DefaultValueFactory = _ => ["127.0.0.1"] };
    private readonly Option<string[]> operators = new("--operator") { HelpName = "name", Description = "Who gives commands; repeatable. Default: your user name.", DefaultValueFactory = _ => [Environment.UserName] };
    private readonly Option<bool> json = SharedOptions.Json();

    internal AdminInitCommand(CommandHost host)
        : base("init", "Make a private authority, and certificates for hosts and operators.")
    {
        Add(folder);
        Add(addresses);
        Add(operators);
        Add(json);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        string[] hosts = arguments.GetRequiredValue(addresses);
        string[] names = arguments.GetRequiredValue(operators);
        foreach (string address in hosts) Check(Uri.CheckHostName(address) != UriHostNameType.Unknown, "--for", address, "write a host's address or name");
        foreach (string name in names) Check(IsFileName(name), "--operator", name, "write a name that a folder can have");

        using CertificateAuthority authority = CertificateAuthority.OpenOrMake(arguments.GetRequiredValue(folder), out bool made);
        List<(string Folder, bool Made)> issued = [.. hosts.Select(authority.IssueHost), .. names.Select(authority.IssueOperator)];
        if (arguments.GetValue(json)) WriteJson(host, authority.Folder, made, issued);
        else WriteText(host, authority.Folder, made, issued);
        return ExitCode.Done;
    }

    private static void Check(bool isFine, string option, string value, string remedy)
    {
        if (!isFine) throw new CommandMistakeException($"{option} is '{value}': {remedy}.");
    }

    private static bool IsFileName(string name) => name is not ("" or "." or "..") && name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@');

    private static void WriteText(CommandHost host, string folder, bool made, List<(string Folder, bool Made)> issued)
    {
        using StreamWriter text = host.OpenText();
        text.WriteLine(made ? $"{folder}/authority: made. Keep it secret and off the hosts; whoever has its key can make operators." : $"{folder}/authority: was there.");
        foreach ((string place, bool isNew) in issued) text.WriteLine($"{place}: {(isNew ? "made" : "was there; remove it first to make another one")}.");
        text.WriteLine("Copy each folder to its owner: a host names its own as Admin:Remote:Certificates, an operator with --certificates.");
    }

    private static void WriteJson(CommandHost host, string folder, bool made, List<(string Folder, bool Made)> issued)
    {
        using JsonDocumentStream document = new(host.Output);
        Utf8JsonWriter writer = document.Writer;
        writer.WriteStartObject();
        writer.WriteStartObject("authority"u8);
        writer.WriteString("folder"u8, Path.Combine(folder, "authority"));
        writer.WriteBoolean("made"u8, made);
        writer.WriteEndObject();
        writer.WriteStartArray("certificates"u8);
        foreach ((string place, bool isNew) in issued)
        {
            writer.WriteStartObject();
            writer.WriteString("folder"u8, place);
            writer.WriteBoolean("made"u8, isNew);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
