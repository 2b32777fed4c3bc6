using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Firewall;

/// <summary>
/// Passes, drops or resets by rules over 5-tuple and TCP state. Settings: "rules", a list read from the top, the first match deciding
/// (<see cref="RuleParser"/> says how one is written); "default", what happens where none matches: allow (the default), deny or reject.
/// </summary>
[NetworkFunction("Firewall", Mode = NfMode.Inline)]
internal sealed partial class FirewallFunction : NetworkFunction<FirewallFlow>
{
    private FirewallPolicy policy = new(NfSettings.Empty);
    private Verdict[] verdicts = [];
    private NfCounter[] packets = [];
    private NfCounter[] flows = [];

    /// <inheritdoc/>
    protected override void OnStart()
    {
        policy = new(Services.Settings);
        int count = policy.NoRule + 1;
        verdicts = [.. Enumerable.Range(0, count).Select(rule => VerdictOf(policy.ActionOf(rule)))];
        packets = [.. Enumerable.Range(0, count).Select(rule => Services.Counters.Counter($"{Name(rule)}: packets"))];
        flows = [.. Enumerable.Range(0, count).Select(rule => Services.Counters.Counter($"{Name(rule)}: flows"))];
    }

    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        ref FirewallFlow flow = ref StateOf(e);
        FlowPhase phase = PhaseOf(e, flow);
        int rule = flow.RuleOf(phase);
        if (rule < 0) rule = Evaluate(e, ref flow, phase);
        flow.Sent(e.Sender);
        packets[rule].Add();
        Decide(verdicts[rule]);
    }

    [Subscribe("FLOW/TCP/ESTABLISHED")]
    private void OnEstablished(in Event e) => StateOf(e).IsTcpEstablished = true;

    private int Evaluate(in Event e, ref FirewallFlow flow, FlowPhase phase)
    {
        int rule = policy.FirstMatch(KeyOf(e), phase);
        if (!flow.WasDecidedBy(rule)) flows[rule].Add();
        flow.Decide(phase, rule);
        return rule;
    }

    private static FlowPhase PhaseOf(in Event e, in FirewallFlow flow)
    {
        if (e.Type != EventTypes.TcpPacket) return flow.BothSent || flow.IsTcpEstablished ? FlowPhase.Established : FlowPhase.New;
        if ((e.Facets & PacketFacets.Unacceptable) != 0) return FlowPhase.Invalid;
        SnapshotFlags flags = e.Snapshot.Flags;
        if (flow.IsTcpEstablished || (flags & SnapshotFlags.Established) != 0) return FlowPhase.Established;
        return (flags & SnapshotFlags.MidStream) != 0 ? FlowPhase.MidStream : FlowPhase.New;
    }

    private string Name(int rule) => rule == policy.NoRule ? "default" : $"rules:{rule} {policy.Texts[rule]}";

    private static Verdict VerdictOf(FirewallAction action) => action switch
    {
        FirewallAction.Allow => Verdict.Pass,
        FirewallAction.Deny => Verdict.Drop,
        _ => Verdict.Reset,
    };
}
