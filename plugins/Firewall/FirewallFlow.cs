using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Firewall;

/// <summary>The decisions made about one flow.</summary>
internal unsafe struct FirewallFlow
{
    /// <summary>How many phases a decision is kept for.</summary>
    internal const int Phases = 4;

    // For each phase the number of the rule that decided, counted from 1; 0 before the first packet in that phase.
    private fixed ushort decided[Phases];
    private byte senders;

    internal bool IsTcpEstablished;

    internal readonly bool BothSent => senders == 3;

    internal void Sent(End sender) => senders |= (byte)(1 << (int)sender);

    internal readonly int RuleOf(FlowPhase phase) => decided[(int)phase] - 1;

    internal readonly bool WasDecidedBy(int rule)
    {
        for (int phase = 0; phase < Phases; phase++)
            if (decided[phase] == rule + 1) return true;
        return false;
    }

    internal void Decide(FlowPhase phase, int rule) => decided[(int)phase] = (ushort)(rule + 1);
}
