using System.Net.Sockets;
using System.Text.Json;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin.Local;

/// <summary>Asks a plane on this machine.</summary>
internal sealed class LocalAdminClient : IAdminChannel
{
    private const string HowToStart = "start one with ./mb run, or name one that runs with --socket or --host";
    private readonly string? configured;

    /// <param name="configured">The path of its socket, or null to look for the only plane that runs here.</param>
    internal LocalAdminClient(string? configured) => this.configured = configured;

    public AdminReply Ask(AdminRequest request)
    {
        using Socket socket = configured == null ? Find() : Connect(configured);
        using NetworkStream stream = new(socket);
        try
        {
            Frames.Write(stream, AdminWire.Write(new AdminCall(AdminWire.Protocol, AdminWire.Version, request)));
            byte[] answer = Frames.Read(stream) ?? throw new EndOfStreamException("it closed the connection");
            return AdminWire.ReadAnswer(answer).Reply;
        }
        catch (AdminVersionException e)
        {
            throw new AdminUnreachableException($"The running plane is of {e.Other} and this command of {AdminVersionException.Own}: use the same version on both ends.", e);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new AdminUnreachableException($"The running plane ended before it answered ({FirstSentence(e)}): see whether it still runs, and ask again.", e);
        }
    }

    /// <summary>The first sentence of a message, to stand within another one.</summary>
    internal static string FirstSentence(Exception e) => e.Message.Split('\n')[0].Split(". ")[0].TrimEnd('.', ' ');

    // Connecting tells a socket from a file: a file refuses like an abandoned socket does.
    internal static bool IsSocket(string path) => new FileInfo(path).Length == 0;

    private static Socket Find()
    {
        List<Socket> found = [];
        List<string> paths = [];
        foreach (string path in Sockets())
        {
            if (TryConnect(path) is not { } socket) continue;
            found.Add(socket);
            paths.Add(path);
        }

        if (found.Count == 1) return found[0];
        foreach (Socket socket in found) socket.Dispose();
        throw found.Count == 0
            ? new AdminUnreachableException($"No plane of user {Environment.UserName} runs here: {HowToStart}.")
            : new AdminUnreachableException($"{found.Count} planes run here: name one of them with --socket ({string.Join(", ", paths)}).");
    }

    private static IReadOnlyList<string> Sockets()
    {
        try
        {
            return SocketPlace.All();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AdminUnreachableException($"The folder of the admin sockets cannot be read ({FirstSentence(e)}): run the command as the user who started the plane.", e);
        }
    }

    // A plane that was killed leaves its socket behind.
    private static Socket? TryConnect(string path)
    {
        try
        {
            return Open(path);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            SocketPlace.RemoveIfAbandoned(path);
            return null;
        }
        catch (SocketException e)
        {
            throw Unreachable(path, e);
        }
    }

    private static Socket Connect(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
        {
            throw Unreachable(path, e);
        }
    }

    private static AdminUnreachableException Unreachable(string path, Exception e) => (e as SocketException)?.SocketErrorCode switch
    {
        SocketError.AccessDenied => new($"The socket {path} does not admit user {Environment.UserName}: run the command as the user who started the plane.", e),
        SocketError.ConnectionRefused => new($"No plane listens at {path}: {HowToStart}.", e),
        _ => File.Exists(path)
            ? new($"The socket {path} cannot be opened ({FirstSentence(e)}): {HowToStart}.", e)
            : new($"There is no socket {path}: {HowToStart}.", e),
    };

    private static Socket Open(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
