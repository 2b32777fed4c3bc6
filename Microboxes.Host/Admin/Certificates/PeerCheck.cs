using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Microboxes.Host.Admin.Certificates;

/// <summary>Whether a certificate was made by our authority, for the role its owner plays, for the name it is known by, and for today.</summary>
/// <param name="authority">The only one that is trusted; the machine's own authorities are not asked.</param>
/// <param name="role">What the owner must be entitled to.</param>
/// <param name="name">The address or name it must be made for, or null for any.</param>
internal sealed class PeerCheck(X509Certificate2 authority, CertificateRole role, string? name)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    internal static string KeyUsageOf(CertificateRole role) => role == CertificateRole.Host ? ServerAuthentication : ClientAuthentication;

    /// <summary>Why the certificate is not accepted, as a part of a sentence; null when it is.</summary>
    internal string? Fault(X509Certificate2? certificate)
    {
        if (certificate == null) return "no certificate was shown";
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(KeyUsageOf(role)));
        if (!chain.Build(certificate)) return Words(chain, certificate);
        return name == null || certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false) ? null : $"it is not made for '{name}'";
    }

    private string Words(X509Chain chain, X509Certificate2 certificate)
    {
        X509ChainStatusFlags faults = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain.ChainStatus) faults |= status.Status;
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid)) return $"it is valid from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}";
        if (faults.HasFlag(X509ChainStatusFlags.NotValidForUsage)) return role == CertificateRole.Host ? "it is no host's certificate" : "it is no operator's certificate";
        return "it was made by another authority";
    }
}
