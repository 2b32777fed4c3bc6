using Microboxes.Host.Control.Planning;

namespace Microboxes.Host.Control;

/// <summary>Gives functions bits in the masks of a stack line's rings: one for each of their ports, side by side.</summary>
internal sealed class PortBits(ulong taken)
{
    private ulong taken = taken;

    /// <summary>All bits that somebody has.</summary>
    internal ulong Taken => taken;

    /// <exception cref="PlanException">There are not as many free ones side by side.</exception>
    internal void Give(PlannedFunction function)
    {
        if (function.BitCount == 0) return;
        ulong wanted = function.BitCount == RingPlan.MostPorts ? ulong.MaxValue : (1UL << function.BitCount) - 1;
        for (int first = 0; first + function.BitCount <= RingPlan.MostPorts; first++)
        {
            if ((taken & (wanted << first)) != 0) continue;
            taken |= wanted << first;
            function.FirstPort = first;
            return;
        }

        throw new PlanException(
            $"{function.Plan.Name} has {function.BitCount} subscriptions, and beside those that run now there is no room for them: apply a plan without some of these first.");
    }
}
