using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Says what is wrong with a subscription once it is known who publishes what.</summary>
internal sealed class LinkCheck(PortLink link, IEnumerable<(PlanFunction Function, Publication Publication)> beside, List<string> faults)
{
    private string Name => link.Function.Name;

    private Port Port => link.Port;

    internal void Check()
    {
        if (link.Stack == null && link.Publishers.Count == 0) faults.Add(NobodyPublishes());
        foreach ((PlanFunction publisher, Publication publication) in link.Publishers)
        {
            CheckPayload(publisher, publication);
            CheckReply(publisher, publication);
            CheckLossy(publisher, publication);
        }

        if (Port.Payload != null && link.Stack is not (null or "clock"))
            faults.Add($"{Name} reads a payload of {Port.Type}, and events of the stack carry none: remove Payload from the subscription.");
        if (Port.Writes != PortWrites.None && (link.Function.Mode != NfMode.Inline || !StackTypes.CarriesPacket(Port.Type))) faults.Add(CannotWrite());
    }

    private void CheckPayload(PlanFunction publisher, Publication publication)
    {
        if (Port.Payload == null || publication.Payload.BeginsWith(Port.Payload)) return;
        faults.Add($"{publisher.Name} publishes {publication.Type} with '{publication.Payload}', but {Name} reads '{Port.Payload}': build both with the same struct.");
    }

    private void CheckReply(PlanFunction publisher, Publication publication)
    {
        if (!Port.Merge || publisher.Declared.Ports.Any(port => link.Function.Declared.Publications.Any(p => StackTypes.Is(p.Type, port.Type)))) return;
        faults.Add($"{Name} merges {publication.Type} of {publisher.Name}, which subscribes to nothing that {Name} publishes: let it subscribe, or remove Merge.");
    }

    private void CheckLossy(PlanFunction publisher, Publication publication)
    {
        if (Port.Feedback || link.Stack != null) return;
        if (publisher.Mode == NfMode.LossyTap)
            faults.Add($"{Name} subscribes to {publication.Type} of {publisher.Name}, a lossy tap that nobody can wait for: give {publisher.Name} Mode 'tap', or mark the subscription Feedback.");
        else if (link.Function.Mode == NfMode.LossyTap)
            faults.Add($"{Name} is a lossy tap and subscribes to {publication.Type} of {publisher.Name}, whose order it cannot keep: give {Name} Mode 'tap', or mark the subscription Feedback.");
    }

    private string CannotWrite() => link.Function.Mode == NfMode.Inline
        ? $"{Name} writes at {Port.Type}, whose events come without a packet: declare Writes at a subscription to packets or to a stream."
        : $"{Name} writes packets but is a tap, which packets do not wait for: give it Mode 'inline'.";

    private string NobodyPublishes()
    {
        string[] known = [.. beside.Where(p => p.Function != link.Function).Select(p => p.Publication.Type).Distinct().Order(StringComparer.Ordinal)];
        string remedy = known.Length == 0 ? "" : $", or correct the type (others there publish {string.Join(", ", known)})";
        return $"{Name} subscribes to {Port.Type}, which nobody in application {link.Function.Application.Name} publishes: add a function that does{remedy}.";
    }
}
