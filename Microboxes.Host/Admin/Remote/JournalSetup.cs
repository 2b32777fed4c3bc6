using Akka.Actor.Setup;

namespace Microboxes.Host.Admin.Remote;

/// <summary>Carries the journal into a system, so that its logger finds it.</summary>
internal sealed class JournalSetup(IRefusalJournal journal) : Setup
{
    internal IRefusalJournal Journal { get; } = journal;
}
