using System.Net.Sockets;

namespace Microboxes.Host.Admin.Local;

/// <summary>Who is at the other end of a Unix socket, as the kernel knows it (unix(7), SO_PEERCRED).</summary>
internal readonly record struct PeerCredentials(int ProcessId, int UserId)
{
    private const int SocketLevel = 1;
    private const int PeerCredentialsOption = 17;

    internal static PeerCredentials Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[3 * sizeof(int)];
        socket.GetRawSocketOption(SocketLevel, PeerCredentialsOption, credentials);
        return new(BitConverter.ToInt32(credentials), BitConverter.ToInt32(credentials[sizeof(int)..]));
    }

    public override string ToString() => $"local user {UserId}, process {ProcessId}";
}
