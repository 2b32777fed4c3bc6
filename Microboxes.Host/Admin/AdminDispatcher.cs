using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Admin;

/// <summary>Carries requests out one after the other, whatever channel they came by, and writes each into the audit log.</summary>
internal sealed class AdminDispatcher(IAdmin admin, AuditLog audit)
{
    private readonly Lock turn = new();

    /// <param name="request">What is asked.</param>
    /// <param name="from">Who asks, as the channel knows them.</param>
    internal AdminReply Execute(AdminRequest request, string from)
    {
        AdminReply reply = Attempt(request);
        audit.Write(from, reply is RefusalReply ? "refused" : "done", RequestWords.Of(request), RequestWords.Of(reply));
        return reply;
    }

    /// <summary>Writes down what arrived that is no request, and says so.</summary>
    internal RefusalReply Refuse(string from, string what, string sentence)
    {
        audit.Write(from, "refused", what, sentence);
        return new(RefusalCause.Unreadable, [sentence]);
    }

    private AdminReply Attempt(AdminRequest request)
    {
        try
        {
            lock (turn) return Do(request);
        }
        catch (ConfigurationMistakesException mistakes)
        {
            return new RefusalReply(RefusalCause.Mistake, [.. mistakes.Mistakes.Select(m => m.ToString())]);
        }
        catch (MistakeException mistake)
        {
            return new RefusalReply(RefusalCause.Mistake, [mistake.Message]);
        }
        catch (AdminFailureException failure)
        {
            return new RefusalReply(RefusalCause.Failure, [failure.Message]);
        }
#pragma warning disable CA1031 // An operator's request must not end the plane, whatever goes wrong in it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new RefusalReply(RefusalCause.Fault, [$"This is a fault of Microboxes, please report it: {fault.GetType().Name}: {fault.Message.Split('\n')[0].TrimEnd()}"]);
        }
    }

    private AdminReply Do(AdminRequest request) => request switch
    {
        StatusRequest => admin.Status(),
        FunctionsRequest => admin.Functions(),
        PlanRequest plan => admin.Plan(plan.Explain),
        ReloadRequest reload => admin.Reload(reload.Function),
        DisableRequest disable => admin.Disable(disable.Function),
        EnableRequest enable => admin.Enable(enable.Function),
        ApplyRequest apply => admin.Apply(apply),
        RollbackRequest => admin.Rollback(),
        UnloadRequest unload => admin.Unload(unload.Function),
        _ => throw new ArgumentException($"{request.GetType().Name} is not carried out.", nameof(request)),
    };
}
