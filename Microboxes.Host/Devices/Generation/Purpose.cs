namespace Microboxes.Host.Devices.Generation;

/// <summary>What a random number is drawn for; keeps draws for different purposes independent.</summary>
internal enum Purpose : ulong
{
    Flow = 1,
    ClientIsn,
    ServerIsn,
    Ipv6,
    Reset,
    Wrap,
    SimultaneousOpen,
    StayOpen,
    Closing,
    Gap,
    Loss,
    LossPlace,
    Reorder,
    Overlap,
    AckLoss,
    Duplicate,
    FragmentOrder,
    Body,
}
