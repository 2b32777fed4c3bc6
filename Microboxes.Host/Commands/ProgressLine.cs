using System.Globalization;
using Spectre.Console;

namespace Microboxes.Host.Commands;

/// <summary>
/// One line at the foot of a terminal that shows how far a replay is and how fast. It appears after half a second, so that short replays show nothing.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private readonly IAnsiConsole console;
    private readonly IPlane plane;
    private readonly Timer timer;
    private readonly Lock gate = new();
    private PlaneReport last = new();
    private bool isShown;

    internal ProgressLine(TextWriter error, IPlane plane)
    {
        this.plane = plane;
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.No });
        timer = new(_ => Show(), null, Period, Period);
    }

    /// <summary>Stops and removes the line.</summary>
    public void Dispose()
    {
        using (ManualResetEvent stopped = new(false))
        {
            if (timer.Dispose(stopped)) stopped.WaitOne();
        }

        if (isShown) console.Write(new ControlCode("\r\u001b[K"));
    }

    private void Show()
    {
        lock (gate)
        {
            PlaneReport report = plane.Report();
            console.Write(new ControlCode("\r\u001b[K"));
            console.Markup(Text(report, last));
            isShown = true;
            last = report;
        }
    }

    internal static string Text(PlaneReport report, PlaneReport before)
    {
        double seconds = Math.Max((report.Elapsed - before.Elapsed).TotalSeconds, 0.001);
        double rate = (report.Packets - before.Packets) / seconds;
        double bits = (report.Bytes - before.Bytes) * 8 / seconds;
        string share = report.Progress < 0 ? "" : Bar(report.Progress);
        return string.Create(CultureInfo.InvariantCulture, $"{share}{report.Packets:N0} packets, {rate / 1e6:F2} M/s, {bits / 1e9:F2} Gbit/s");
    }

    private static string Bar(double share)
    {
        int done = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/] {share * 100:F0} %  ");
    }
}
