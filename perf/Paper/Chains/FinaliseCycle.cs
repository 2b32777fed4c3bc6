using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;

namespace Microboxes.Paper.Chains;

/// <summary>The stack line's second turn in a round: it takes no packets and finalises those its NFs have just passed.</summary>
internal sealed class FinaliseCycle(StackLine line) : IDutyCycle
{
    public string Name => line.Name;

    public bool IsComplete => line.IsComplete;

    public int DoWork(int budget) => line.DoWork(0);
}
