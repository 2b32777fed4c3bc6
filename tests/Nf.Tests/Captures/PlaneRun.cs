using System.Runtime.ExceptionServices;
using System.Text;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Nf.Digest;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Replays a device through the whole plane, in process, and holds it to what every replay must leave behind.</summary>
internal static class PlaneRun
{
    // A guard against hanging, far beyond any replay here.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Into Digest; one stack line, inline, unless changed.</summary>
    internal static DigestResult Digest(IPacketDevice device, Action<HostOptions>? change = null) => Into(new DigestFunction().GetType(), device, change);

    /// <summary>A capture file into Digest.</summary>
    internal static DigestResult Digest(string path, Action<HostOptions>? change = null) => Digest(PcapDevice.Open(path), change);

    /// <summary>A capture of the corpus into Digest, with checksums verified where they can be.</summary>
    internal static DigestResult Digest(TcpCapture capture, Action<HostOptions>? change = null) => Digest(capture.Path, options =>
    {
        options.Stacks.VerifyChecksums = !capture.HasOffloadedChecksums;
        change?.Invoke(options);
    });

    /// <summary>Into any NF.</summary>
    internal static DigestResult Into(Type function, IPacketDevice device, Action<HostOptions>? change = null)
    {
        HostOptions options = Options(function.Name);
        change?.Invoke(options);
        CollectedRecords records = new();
        Plane plane = Plane.Build(options, records, _ => (NetworkFunction)Activator.CreateInstance(function, nonPublic: true)!, _ => device);
        RunToTheEnd(plane);
        using (plane)
        {
            Leftovers.Check(plane);
            return new(
                plane.Report(),
                [.. plane.Devices[0].Lines.Select(line => line.Line.MonitorCounters)],
                [.. records.Sorted().Select(record => Encoding.UTF8.GetString(record.Span))]);
        }
    }

    private static HostOptions Options(string function)
    {
        HostOptions options = new();
        options.Devices.Add(new() { Name = "device" });
        options.Applications.Add(new() { Name = "application" });
        options.Applications[0].Functions.Add(new() { Function = function });
        options.Lanes.Placement = Placement.Inline;
        options.Stacks.FlowTableCapacity = 4096;
        options.Stacks.RingSize = 4096;
        return options;
    }

    private static void RunToTheEnd(Plane plane)
    {
        Exception? fault = null;
        Thread thread = new(() =>
        {
            try
            {
                plane.Run(CancellationToken.None);
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        })
        { IsBackground = true };
        thread.Start();
        // A plane that hangs is left alone: its threads still use its memory.
        if (!thread.Join(Patience)) Assert.Fail("The replay does not end.");
        if (fault != null) ExceptionDispatchInfo.Throw(fault);
    }
}
