namespace Microboxes.Host.Admin.Remote;

/// <summary>What a plane's system refuses goes to the audit log, and so does whose certificates it accepts.</summary>
internal sealed class AuditJournal(AuditLog audit) : IRefusalJournal
{
    public void Judged(string peer, string? name, string? fault)
    {
        string what = name == null ? "a connection without a certificate" : $"the certificate of '{name}'";
        audit.Write($"remote {PeerText.Plain(peer)}", fault == null ? "accepted" : "refused", what, fault ?? "");
    }

    public void Refused(string peer, string what) => audit.Write($"remote {peer}", "refused", "a connection or a message", what);
}
