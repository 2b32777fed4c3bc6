using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices.Dpdk;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Devices.Dpdk;

/// <summary>A plane that runs between the two ends of a <see cref="WirePair"/> until it is disposed or stopped.</summary>
internal sealed class InlinePlane : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Plane plane;
    private readonly Thread thread;
    private Exception? fault;
    private bool disposed;

    internal InlinePlane(WirePair wires, Action<HostOptions>? change, Func<NetworkFunction> function)
    {
        HostOptions options = TestPlane.Options(1);
        options.Lanes.Placement = Placement.Inline;
        change?.Invoke(options);
        bool forwards = options.Devices[0].Mode != DeviceMode.Mirror;
        plane = Plane.Build(options, new DemoOutputs(), _ => function(), _ => DpdkDevice.Open("wire", [wires.First, wires.Second], forwards));
        thread = new(Run);
        thread.Start();
    }

    /// <summary>Everything wired, for tests that look inside.</summary>
    internal Plane Plane => plane;

    /// <summary>Asks the plane to stop, waits until it has drained, and reports.</summary>
    internal PlaneReport Stop()
    {
        stop.Cancel();
        thread.Join();
        if (fault != null) throw new InvalidOperationException(fault.Message, fault);
        return plane.Report();
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        stop.Cancel();
        thread.Join();
        plane.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        try
        {
            plane.Run(stop.Token);
        }
        catch (Exception e)
        {
            fault = e;
        }
    }
}
