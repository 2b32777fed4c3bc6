using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Microboxes.Host.Admin.Remote;

/// <summary>The system's only logger. Its warnings and errors, and what it drops in untrusted mode, are refusals; nothing else is kept.</summary>
internal sealed class RefusalLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    // An operator's command ends, and its connection with it.
    private static readonly string[] Goodbyes = ["EndpointDisassociatedException", "ShutDownAssociation"];

    // Says again what was said before, for Akka's own book-keeping.
    private const string Consequence = "Association with remote system";

    public RefusalLogger()
    {
        IRefusalJournal? journal = Context.System.Settings.Setup.Get<JournalSetup>().Select(setup => setup.Journal).GetOrElse(null!);
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(entry =>
        {
            if (IsRefusal(entry, entry.Message.ToString()!)) journal?.Refused(PeerText.Of(entry), Words(entry));
        });
    }

    private static bool IsRefusal(LogEvent entry, string text)
    {
        if (entry.LogLevel() < LogLevel.WarningLevel) return text.Contains("untrusted", StringComparison.OrdinalIgnoreCase) && text.Contains("dropping", StringComparison.Ordinal);
        return !text.StartsWith(Consequence, StringComparison.Ordinal) && !Goodbyes.Contains(entry.Cause?.GetBaseException().GetType().Name);
    }

    // The first sentence: behind it, Akka gives advice for other cases.
    private static string Words(LogEvent entry)
    {
        string text = entry.Message.ToString()!.Split('\n')[0].Split(". ")[0].Split(" [   at ")[0].Trim();
        string cause = entry.Cause?.GetBaseException().Message.Split('\n')[0].Trim() ?? "";
        return cause.Length == 0 || text.Contains(cause, StringComparison.Ordinal) ? text : $"{text} ({cause})";
    }
}
