using Microboxes.Host.Lanes;

namespace Microboxes.Paper.Latency;

/// <summary>Keeps a lane polling that has no packets of its own to wait for.</summary>
internal sealed class KeepAwake(OpenLoop arrivals) : IDutyCycle
{
    public string Name => "polling";

    public bool IsComplete => true;

    public int DoWork(int budget) => arrivals.Released == arrivals.Target ? 0 : 1;
}
