using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>An NF's log on standard error, one line per message, so that standard output stays free for results.</summary>
internal sealed class StandardErrorLog(string function) : INfLog
{
    public void Information(string message) => Console.Error.WriteLine($"{function}: {message}");

    public void Warning(string message) => Console.Error.WriteLine($"{function}: warning: {message}");
}
