using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Host.Admin.Remote;

namespace Microboxes.Host.Tests.Admin;

/// <summary>Somebody who connects to the remote channel with other means than our command line.</summary>
internal static class Stranger
{
    internal static X509Certificate2 Certificate(string folder) =>
        X509Certificate2.CreateFromPemFile(Path.Combine(folder, Credentials.CertificateFile), Path.Combine(folder, Credentials.KeyFile));

    /// <summary>A TLS handshake that trusts everybody; fails where the other end refuses.</summary>
    internal static async Task Shake(RemoteAddress address, X509Certificate2? certificate)
    {
        using TcpClient client = new(address.Host, address.Port);
#pragma warning disable CA5359 // It tests who is refused by the other end.
        using SslStream stream = new(client.GetStream(), false, (_, _, _, _) => true, (_, _, _, _, _) => certificate!);
#pragma warning restore CA5359
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host, EnabledSslProtocols = SslProtocols.Tls12 });
        if (await stream.ReadAsync(new byte[1]) == 0) throw new EndOfStreamException("The other end closed the connection.");
    }
}
