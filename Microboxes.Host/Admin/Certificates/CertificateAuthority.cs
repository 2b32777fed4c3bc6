using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Microboxes.Host.Admin.Certificates;

/// <summary>A private authority in a folder, and the certificates of hosts and operators that it makes beside itself.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const int YearsOfAuthority = 10;
    private const int YearsOfOthers = 2;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly X509Certificate2 authority;

    private CertificateAuthority(string folder, X509Certificate2 authority)
    {
        Folder = folder;
        this.authority = authority;
    }

    internal string Folder { get; }

    /// <summary>The authority of a folder; made where there is none.</summary>
    internal static CertificateAuthority OpenOrMake(string folder, out bool made)
    {
        string own = Path.Combine(folder, "authority");
        made = !File.Exists(Path.Combine(own, Credentials.KeyFile));
        return new(folder, made ? Make(own) : Open(own));
    }

    /// <summary>Makes the certificate of a host, for one address or name.</summary>
    /// <returns>Its folder, and whether it was made now or is there already.</returns>
    internal (string Folder, bool Made) IssueHost(string address) => Issue(Path.Combine(Folder, "hosts", address), address, CertificateRole.Host);

    /// <summary>Makes the certificate of an operator.</summary>
    /// <returns>Its folder, and whether it was made now or is there already.</returns>
    internal (string Folder, bool Made) IssueOperator(string name) => Issue(Path.Combine(Folder, "operators", name), name, CertificateRole.Operator);

    public void Dispose() => authority.Dispose();

    private static X509Certificate2 Open(string folder)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(Path.Combine(folder, Credentials.CertificateFile), Path.Combine(folder, Credentials.KeyFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new AdminMistakeException($"The authority in {folder} cannot be used ({e.Message.TrimEnd('.')}): bring its two files back, or name another --folder.", e);
        }
    }

    private static X509Certificate2 Make(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN=Microboxes admin authority, serialNumber={Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        X509Certificate2 certificate = request.CreateSelfSigned(Yesterday(), Yesterday().AddYears(YearsOfAuthority));
        Write(folder, certificate.ExportCertificatePem(), key);
        return certificate;
    }

    private (string Folder, bool Made) Issue(string folder, string name, CertificateRole role)
    {
        if (File.Exists(Path.Combine(folder, Credentials.CertificateFile))) return (folder, false);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(new X500DistinguishedName($"CN=\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(PeerCheck.KeyUsageOf(role))], critical: true));
        if (role == CertificateRole.Host) request.CertificateExtensions.Add(AlternativeName(name));
        DateTimeOffset end = Yesterday().AddYears(YearsOfOthers);
        if (end > authority.NotAfter) end = authority.NotAfter;
        using X509Certificate2 certificate = request.Create(authority, Yesterday(), end, RandomNumberGenerator.GetBytes(16));
        Write(folder, certificate.ExportCertificatePem(), key);
        File.WriteAllText(Path.Combine(folder, Credentials.AuthorityFile), authority.ExportCertificatePem() + "\n");
        return (folder, true);
    }

    private static X509Extension AlternativeName(string name)
    {
        SubjectAlternativeNameBuilder names = new();
        if (IPAddress.TryParse(name, out IPAddress? address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        return names.Build();
    }

    // Clocks of two hosts differ.
    private static DateTimeOffset Yesterday() => DateTimeOffset.UtcNow.AddDays(-1);

    private static void Write(string folder, string certificate, ECDsa key)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        FileStreamOptions secret = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (StreamWriter file = new(Path.Combine(folder, Credentials.KeyFile), secret)) file.WriteLine(key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, Credentials.CertificateFile), certificate + "\n");
    }
}
