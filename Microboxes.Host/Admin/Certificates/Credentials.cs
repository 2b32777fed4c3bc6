using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Microboxes.Host.Admin.Certificates;

/// <summary>A certificate with its key, and the authority whose certificates it trusts: what one folder made by <c>mb admin init</c> holds.</summary>
internal sealed class Credentials : IDisposable
{
    internal const string AuthorityFile = "ca.pem";
    internal const string CertificateFile = "certificate.pem";
    internal const string KeyFile = "key.pem";

    private Credentials(X509Certificate2 own, X509Certificate2 authority)
    {
        Own = own;
        Authority = authority;
    }

    internal X509Certificate2 Own { get; }

    internal X509Certificate2 Authority { get; }

    /// <summary>Whom the certificate names.</summary>
    internal string Name => Own.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <exception cref="AdminMistakeException">The folder does not hold what it should.</exception>
    internal static Credentials Load(string folder, CertificateRole role)
    {
        try
        {
            CheckKeyIsSecret(Path.Combine(folder, KeyFile));
            Credentials credentials = new(
                X509Certificate2.CreateFromPemFile(Path.Combine(folder, CertificateFile), Path.Combine(folder, KeyFile)),
                X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, AuthorityFile))));
            credentials.CheckOwn(folder, role);
            return credentials;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new AdminMistakeException(
                $"The folder {folder} does not hold a certificate that can be used ({e.Message.TrimEnd('.')}): make one with ./mb admin init, and name its folder.", e);
        }
    }

    public void Dispose()
    {
        Own.Dispose();
        Authority.Dispose();
    }

    private static void CheckKeyIsSecret(string key)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(key) & Others) != 0)
            throw new AdminMistakeException($"The key {key} can be read by other users: take that right away with chmod 600, or make new certificates if it was read.");
    }

    private void CheckOwn(string folder, CertificateRole role)
    {
        string? fault = new PeerCheck(Authority, role, name: null).Fault(Own);
        if (fault != null) throw new AdminMistakeException($"The certificate in {folder} cannot be used: {fault}; make another one with ./mb admin init.");
    }
}
