using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin;

/// <summary>Requests and replies in the words of the command line, for the audit log.</summary>
internal static class RequestWords
{
    internal static string Of(AdminRequest request) => request switch
    {
        StatusRequest => "status",
        FunctionsRequest => "nf list",
        PlanRequest => "plan --live",
        ReloadRequest reload => $"nf reload {reload.Function}",
        DisableRequest disable => $"nf disable {disable.Function}",
        EnableRequest enable => $"nf enable {enable.Function}",
        ApplyRequest apply => apply.DryRun ? $"apply {apply.File} --dry-run" : $"apply {apply.File}",
        RollbackRequest => "rollback",
        UnloadRequest unload => $"doctor unload {unload.Function}",
        _ => request.GetType().Name,
    };

    internal static string Of(AdminReply reply) => reply switch
    {
        ChangeReply change => change.Sentence,
        RefusalReply refusal => string.Join(" ", refusal.Sentences),
        UnloadReply unload => $"{unload.Collected} collected, {unload.Held.Count} held",
        _ => "",
    };
}
