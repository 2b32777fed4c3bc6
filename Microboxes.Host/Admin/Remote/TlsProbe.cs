using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microboxes.Host.Admin.Certificates;

namespace Microboxes.Host.Admin.Remote;

/// <summary>
/// Connects once before Akka does, and closes again: Akka would only report that no answer came, this tells an operator what to correct.
/// </summary>
internal static class TlsProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The address of this machine that the other one sees.</returns>
    /// <exception cref="AdminUnreachableException">There is no plane, or the two do not accept each other's certificates.</exception>
    internal static string Run(RemoteAddress address, Credentials credentials)
    {
        using TcpClient client = Connect(address);
        PeerCheck check = new(credentials.Authority, CertificateRole.Host, address.Host);
        string? fault = null;
        bool IsAccepted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            fault = check.Fault(certificate as X509Certificate2);
            return fault == null;
        }

        using SslStream stream = new(client.GetStream(), leaveInnerStreamOpen: true, IsAccepted, (_, _, _, _, _) => credentials.Own);
        client.ReceiveTimeout = client.SendTimeout = (int)Patience.TotalMilliseconds;
        try
        {
            // TLS 1.2 as Akka does: the host's verdict on our certificate is then a part of the handshake.
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = address.Host, EnabledSslProtocols = SslProtocols.Tls12 });
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw new AdminUnreachableException(fault != null
                ? $"The certificate of {address} is not accepted ({fault}): use the address it was made for, and certificates of the same authority on both ends."
                : $"{address} does not accept the certificate of '{credentials.Name}' ({e.GetBaseException().Message.TrimEnd('.')}): use an operator's certificate of the authority that made the host's.", e);
        }

        return ((System.Net.IPEndPoint)client.Client.LocalEndPoint!).Address.MapToIPv4OrSelf().ToString();
    }

    private static System.Net.IPAddress MapToIPv4OrSelf(this System.Net.IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static TcpClient Connect(RemoteAddress address)
    {
        TcpClient client = new();
        try
        {
            if (!client.ConnectAsync(address.Host, address.Port).Wait(Patience)) throw new SocketException((int)SocketError.TimedOut);
            return client;
        }
        catch (Exception e) when (e is SocketException or AggregateException { InnerException: SocketException })
        {
            client.Dispose();
            throw new AdminUnreachableException(
                $"No plane takes commands at {address} ({e.GetBaseException().Message.TrimEnd('.')}): check that it runs there with Admin:Remote, and the address.", e);
        }
    }
}
