using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Control.Actors;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Lanes;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Control.Actors;

[Collection(AloneCollection.Name)]
public sealed class SupervisionTests : IDisposable
{
    private const string Traffic = "mem:flows=300,size=20000,loss=0.01";
    private const int Buffers = 1000;
    private const int FailsAt = 500;
    private const int UntilRestarted = 1000;
    private const int UntilQuarantined = 3000;
    private readonly ManualResetEventSlim end = new();

    [Theory]
    [InlineData(Misbehaviour.Throws, "Packed", "Open")]
    [InlineData(Misbehaviour.Throws, "Dedicated", "Closed")]
    [InlineData(Misbehaviour.Throws, "Inline", "Closed")]
    [InlineData(Misbehaviour.Blocks, "Packed", "Closed")]
    [InlineData(Misbehaviour.Blocks, "Dedicated", "Open")]
    [InlineData(Misbehaviour.LoopsForEver, "Packed", "Open")]
    [InlineData(Misbehaviour.AllocatesEveryEvent, "Packed", "Closed")]
    public void Run_NfMisbehaves_IsRestartedAndThenQuarantinedAndNothingElseDiffers(Misbehaviour how, string placement, string policy)
    {
        (ulong hash, long events, long packets) = WithoutTheNf();
        EventHash other = new();
        HostOptions options = Options(Enum.Parse<Placement>(placement));
        options.Applications[0].Functions[0].OnFailure = Enum.Parse<FailurePolicy>(policy);
        Plane? supervised = null;
        using Plane plane = supervised = Plane.Build(options, new DemoOutputs(), Create, _ => new LeasedDevice(DeviceFactory.Open(Traffic), Buffers, IsHeld));
        using (PlaneSupervisor.Start(plane, options.Supervision, Create)) plane.Run(TestContext.Current.CancellationToken);
        end.Set();
        Assert.Null(StatusOf(plane, "F1").Reason);
        Assert.Equal((events, hash), (other.Events, other.Hash));
        PlaneReport report = plane.Report();
        Assert.Equal(packets, report.Delivered + report.Drops.Sum(drop => drop.Value));
        if (policy == "Open") Assert.Equal(packets, report.Delivered);
        NfStatus status = StatusOf(plane, "F0");
        Assert.Equal((NfState.Quarantined, 1), (status.State, status.Restarts));
        Assert.Equal("/user/controller/line-0/F0-0", status.ActorPath);
        Assert.NotNull(status.Reason);
        Assert.InRange(status.Missed, 2, packets);
        Assert.Equal(packets, status.Events + status.Missed);

        NetworkFunction Create(string name) => name == "F0" ? new MisbehavingNf(how, FailsAt, end) : other;
        bool IsHeld(long received) =>
            (received >= UntilRestarted && StatusOf(supervised!, "F0").Restarts == 0) || (received >= UntilQuarantined && StatusOf(supervised!, "F0").State != NfState.Quarantined);
    }

    public void Dispose() => end.Dispose();

    private static NfStatus StatusOf(Plane plane, string function) =>
        plane.Status!.Functions.FirstOrDefault(f => f.Function == function) ?? new() { Application = "", Function = function, StackLine = 0, ActorPath = "", Mode = "" };

    private static (ulong Hash, long Events, long Packets) WithoutTheNf()
    {
        EventHash reference = new();
        HostOptions options = Options(Placement.Inline);
        options.Applications.RemoveAt(0);
        using Plane plane = Plane.Build(options, new DemoOutputs(), _ => reference, _ => DeviceFactory.Open(Traffic));
        plane.Run(TestContext.Current.CancellationToken);
        return (reference.Hash, reference.Events, plane.Report().Packets);
    }

    // Each function in an application of its own: what one drops the other still sees.
    private static HostOptions Options(Placement placement) => new()
    {
        Devices = [new() { Name = "device", Spec = Traffic }],
        Lanes = new() { Placement = placement, Cores = [0, 1] },
        Stacks = new() { RingSize = 1024 },
        Supervision = new() { FirstBackOff = TimeSpan.FromMilliseconds(1), Restarts = 1, MaxManagedBytes = 300_000_000 },
        Applications =
        [
            new() { Name = "app0", Functions = [new() { Function = "F0", Mode = FunctionMode.Inline }] },
            new() { Name = "app1", Functions = [new() { Function = "F1" }] },
        ],
    };
}
