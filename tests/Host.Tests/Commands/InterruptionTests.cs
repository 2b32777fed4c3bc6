using System.Runtime.InteropServices;
using Microboxes.Host.Commands;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class InterruptionTests : IDisposable
{
    private readonly Interruption interruption = new();

    public void Dispose() => interruption.Dispose();

    [Fact]
    public void ExitCode_WithoutASignal_IsZero()
    {
        Assert.Equal(0, interruption.ExitCode);
        Assert.False(interruption.Token.IsCancellationRequested);
    }

    [Fact]
    public void Stop_FirstSignal_IsARequestThatLeavesTheProcessRunning()
    {
        PosixSignalContext context = new(PosixSignal.SIGTERM);
        interruption.Stop(context, ExitCode.Terminated);
        Assert.True(context.Cancel);
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.Equal(143, interruption.ExitCode);
    }

    [Fact]
    public void Stop_SecondSignal_EndsTheProcess()
    {
        interruption.Stop(new(PosixSignal.SIGINT), ExitCode.Interrupted);
        PosixSignalContext second = new(PosixSignal.SIGTERM);
        interruption.Stop(second, ExitCode.Terminated);
        Assert.False(second.Cancel);
        Assert.Equal(130, interruption.ExitCode);
    }
}
