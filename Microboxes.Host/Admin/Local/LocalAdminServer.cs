using System.Net.Sockets;
using System.Text.Json;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin.Local;

/// <summary>Serves requests on a Unix socket that only its owner can open, each connection on a thread of its own.</summary>
internal sealed class LocalAdminServer : IDisposable
{
    private const int MostConnections = 8;
    // How long an operator may take over one message.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly AdminDispatcher dispatcher;
    private readonly Socket listener;
    private readonly SemaphoreSlim places = new(MostConnections);

    private LocalAdminServer(string path, Socket listener, AdminDispatcher dispatcher)
    {
        Path = path;
        this.listener = listener;
        this.dispatcher = dispatcher;
    }

    internal string Path { get; }

    /// <exception cref="AdminMistakeException">There can be no socket at that path.</exception>
    internal static LocalAdminServer Start(string path, AdminDispatcher dispatcher)
    {
        LocalAdminServer server = new(path, Listen(path), dispatcher);
        new Thread(server.Accept) { IsBackground = true, Name = "admin" }.Start();
        return server;
    }

    public void Dispose()
    {
        listener.Dispose();
        File.Delete(Path);
    }

    private static Socket Listen(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            RemoveAbandoned(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Nobody can connect before it listens, so nobody can slip in while the mode is still the default.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(MostConnections);
            return socket;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            socket.Dispose();
            throw new AdminMistakeException($"The admin socket {path} cannot be made ({LocalAdminClient.FirstSentence(e)}): name another path with Admin:Socket.", e);
        }
    }

    // A plane that was killed leaves its socket behind; one that answers is alive.
    private static void RemoveAbandoned(string path)
    {
        if (!File.Exists(path)) return;
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && LocalAdminClient.IsSocket(path))
        {
            File.Delete(path);
            return;
        }

        throw new IOException("another plane listens there");
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket connection = listener.Accept();
                places.Wait();
                new Thread(() => Serve(connection)) { IsBackground = true, Name = "admin connection" }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was closed: the plane ends.
        }
    }

    private void Serve(Socket connection)
    {
        try
        {
            using NetworkStream stream = new(connection, ownsSocket: true) { ReadTimeout = (int)Patience.TotalMilliseconds, WriteTimeout = (int)Patience.TotalMilliseconds };
            Converse(stream, PeerCredentials.Of(connection).ToString());
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The operator went away, or said nothing for too long.
        }
#pragma warning disable CA1031 // Whatever somebody sends, it must not end the plane.
        catch (Exception e)
#pragma warning restore CA1031
        {
            dispatcher.Refuse("local", "a message", $"{e.GetType().Name}: {LocalAdminClient.FirstSentence(e)}");
        }
        finally
        {
            places.Release();
        }
    }

    private void Converse(NetworkStream stream, string from)
    {
        try
        {
            while (Frames.Read(stream) is { } frame) Answer(stream, Reply(frame, from));
        }
        catch (InvalidDataException e)
        {
            Answer(stream, dispatcher.Refuse(from, "a frame", e.Message));
        }
    }

    private AdminReply Reply(byte[] frame, string from)
    {
        try
        {
            return dispatcher.Execute(AdminWire.ReadCall(frame).Request, from);
        }
        catch (AdminVersionException e)
        {
            return dispatcher.Refuse(from, "a message of another version", $"The command is of {e.Other} and the running plane of {AdminVersionException.Own}: use the same version on both ends.");
        }
        catch (JsonException e)
        {
            return dispatcher.Refuse(from, "a message that is no request", $"The message is no request that Microboxes knows ({LocalAdminClient.FirstSentence(e)}): use the command line of the same version.");
        }
    }

    private static void Answer(NetworkStream stream, AdminReply reply) => Frames.Write(stream, AdminWire.Write(new AdminAnswer(AdminWire.Protocol, AdminWire.Version, reply)));
}
