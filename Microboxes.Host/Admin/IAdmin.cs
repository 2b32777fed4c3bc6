using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin;

/// <summary>
/// What an operator may do to a running plane; every channel ends here. Where something cannot be done it throws a <see cref="MistakeException"/>,
/// or an <see cref="AdminFailureException"/> when it was tried and failed.
/// </summary>
internal interface IAdmin
{
    StatusReply Status();

    FunctionsReply Functions();

    PlanReply Plan(bool explain);

    ChangeReply Reload(string function);

    ChangeReply Disable(string function);

    ChangeReply Enable(string function);

    ChangeReply Apply(ApplyRequest request);

    ChangeReply Rollback();

    UnloadReply Unload(string function);
}
