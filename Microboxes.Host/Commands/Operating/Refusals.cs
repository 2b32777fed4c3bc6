using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>Tells an operator why a plane refused.</summary>
internal static class Refusals
{
    /// <returns>What the command ends with.</returns>
    internal static int Write(CommandHost host, RefusalReply refusal, bool json)
    {
        if (json) ReplyDocument.Write(host.Output, refusal, AdminJson.Default.RefusalReply);
        foreach (string sentence in refusal.Sentences) host.Error.WriteLine($"{CommandLine.Name}: {sentence}");
        return refusal.Cause switch
        {
            RefusalCause.Mistake => ExitCode.Mistake,
            RefusalCause.Failure => ExitCode.FaultyInput,
            RefusalCause.Unreadable => ExitCode.Unreachable,
            _ => ExitCode.InternalFault,
        };
    }
}
