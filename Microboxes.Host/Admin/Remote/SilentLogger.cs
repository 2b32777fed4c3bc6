using Akka.Event;

namespace Microboxes.Host.Admin.Remote;

/// <summary>Takes the place of the logger that Akka writes to standard output with while a system starts and ends.</summary>
internal sealed class SilentLogger : MinimalLogger
{
    protected override void Log(object message)
    {
    }
}
