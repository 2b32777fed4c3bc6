using Microboxes.Host.Lanes;

namespace Microboxes.Paper.Chains;

/// <summary>A duty cycle that is asked for one packet or event at a time.</summary>
internal sealed class SingleSteps(IDutyCycle cycle) : IDutyCycle
{
    public string Name => cycle.Name;

    public bool IsComplete => cycle.IsComplete;

    public int DoWork(int budget) => cycle.DoWork(1);
}
