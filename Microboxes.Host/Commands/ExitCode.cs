namespace Microboxes.Host.Commands;

/// <summary>What a command tells the shell; docs/commands.md lists the same numbers.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    internal const int Done = 0;

    /// <summary>The command ran, but its input is faulty or ends too early, or a network function failed; what could be done is reported.</summary>
    internal const int FaultyInput = 1;

    /// <summary>The command line, the configuration or a named file is not usable; nothing was run.</summary>
    internal const int Mistake = 2;

    /// <summary>A fault of Microboxes itself.</summary>
    internal const int InternalFault = 3;

    /// <summary>No running plane could be asked: none runs, it does not admit this user or certificate, or its version differs.</summary>
    internal const int Unreachable = 4;

    /// <summary>Stopped by Ctrl-C (SIGINT); what was done so far is reported.</summary>
    internal const int Interrupted = 130;

    /// <summary>The reader of the output went away (SIGPIPE).</summary>
    internal const int BrokenPipe = 141;

    /// <summary>Stopped by SIGTERM; what was done so far is reported.</summary>
    internal const int Terminated = 143;
}
