using System.Runtime.InteropServices;

namespace Microboxes.Host.Commands;

/// <summary>Turns the first Ctrl-C or SIGTERM into a request to stop, so that what was done so far is reported. A second one ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private int exitCode;

    internal Interruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, Commands.ExitCode.Interrupted));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, Commands.ExitCode.Terminated));
    }

    internal CancellationToken Token => source.Token;

    /// <summary>What the command ends with when it was stopped, or 0.</summary>
    internal int ExitCode => Volatile.Read(ref exitCode);

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    internal void Stop(PosixSignalContext context, int code)
    {
        context.Cancel = Interlocked.CompareExchange(ref exitCode, code, 0) == 0;
        if (context.Cancel) source.Cancel();
    }
}
