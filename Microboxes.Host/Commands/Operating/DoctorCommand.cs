using System.CommandLine;

namespace Microboxes.Host.Commands.Operating;

/// <summary>doctor unload NF: what goes wrong inside a running plane.</summary>
internal sealed class DoctorCommand : Command
{
    internal DoctorCommand(CommandHost host)
        : base("doctor", "Find out what goes wrong inside a running plane.") => Add(new DoctorUnloadCommand(host));
}
