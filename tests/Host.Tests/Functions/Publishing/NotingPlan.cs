using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>Some noting NFs that publish for each other, drawn at random; making them again gives the same ones, anew.</summary>
internal sealed class NotingPlan(int seed)
{
    private static readonly string[] OfStack = ["PKT", "PKT/TCP", "PKT/TCP/SYN", "PKT/TCP/DATA", "DATA_READY", "FLOW/START", "FLOW/END", "FLOW", "FLOW/TCP"];
    private static readonly string?[] Halves = [null, "client", "server", "sending", "receiving"];

    private readonly int functions = 2 + (seed % 4);

    /// <summary>Runs it.</summary>
    /// <returns>The report, and each NF's events.</returns>
    internal (PlaneReport Report, NotingNf[] Functions) Run(string device, Action<HostOptions>? change = null)
    {
        Random random = new(seed);
        HostOptions options = TestPlane.Options(functions, Placement.Inline, device);
        change?.Invoke(options);
        NotingNf[] nfs = [.. Enumerable.Range(0, functions).Select(i => Function(i, random, options))];
        using Plane plane = TestPlane.Build(options, nfs);
        plane.Run(TestContext.Current.CancellationToken);
        PlaneReport report = plane.Report();
        Assert.All(report.Functions, function => Assert.Null(function.Failure));
        Assert.All(report.Functions, function => Assert.Equal(0, function.Lag));
        return (report, nfs);
    }

    private NotingNf Function(int number, Random random, HostOptions options)
    {
        bool inline = random.Next(2) == 0;
        options.Applications[0].Functions[number].Mode = inline ? FunctionMode.Inline : FunctionMode.Tap;
        List<(string Type, string? Half)> ports = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (OfStack[random.Next(OfStack.Length)], Half(random)))];
        for (int other = 0; other < number; other++)
        {
            if (random.Next(2) == 0) ports.Add(($"EVENT/NOTE{other}", Half(random)));
        }

        if (random.Next(4) == 0) ports.Add(("EVENT", null));
        int most = random.Next(1, 4);
        // One too many now and then: refused, and the same ones in every run.
        Func<ulong, int> attempts = draw => Math.Max(0, (int)(draw % (ulong)(most + 5)) - 3);
        return new(number, Declare, attempts, drops: inline && random.Next(2) == 0);

        void Declare(NfDeclaration declaration)
        {
            foreach ((string type, string? half) in ports.Distinct()) declaration.Subscribe(type, half);
            declaration.Publish<Note>($"EVENT/NOTE{number}", most);
        }
    }

    private static string? Half(Random random) => Halves[Math.Max(0, random.Next(-4, Halves.Length))];
}
