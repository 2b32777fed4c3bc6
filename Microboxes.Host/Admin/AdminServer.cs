using System.Runtime.CompilerServices;
using Microboxes.Host.Admin.Local;
using Microboxes.Host.Admin.Remote;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Admin;

/// <summary>Takes commands for a plane while it runs: on a Unix socket always, from other hosts where the configuration says so.</summary>
internal sealed class AdminServer : IDisposable
{
    private readonly AuditLog audit;
    private readonly List<IDisposable> channels = [];

    private AdminServer(AuditLog audit) => this.audit = audit;

    /// <param name="options">Where commands are taken.</param>
    /// <param name="admin">Who carries them out.</param>
    /// <param name="error">Hears of what is no reason not to run.</param>
    /// <exception cref="AdminMistakeException">They cannot be taken as configured.</exception>
    internal static AdminServer Start(AdminOptions options, IAdmin admin, TextWriter error)
    {
        AdminServer server = new(new(options.Audit.Length > 0 ? options.Audit : AuditPlace(), error));
        try
        {
            AdminDispatcher dispatcher = new(admin, server.audit);
            server.StartLocal(options.Socket, dispatcher, error);
            if (options.Remote.Certificates.Length > 0) server.StartRemote(options.Remote, dispatcher);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (IDisposable channel in channels) channel.Dispose();
        audit.Dispose();
    }

    private void StartLocal(string path, AdminDispatcher dispatcher, TextWriter error)
    {
        try
        {
            channels.Add(LocalAdminServer.Start(path.Length > 0 ? path : SocketPlace.OfThisProcess(), dispatcher));
        }
        catch (AdminMistakeException e) when (path.Length == 0)
        {
            // Traffic that was to be processed is not held up for a socket that nobody asked for.
            error.WriteLine($"mb: {e.Message}");
        }
    }

    // In a method of its own, so that a host without it loads nothing of Akka.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StartRemote(RemoteAdminOptions options, AdminDispatcher dispatcher) => channels.Add(RemoteAdminServer.Start(options, dispatcher, audit));

    private static string AuditPlace()
    {
        string folder = Environment.IsPrivilegedProcess ? "/var/log" : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(folder, "microboxes", "admin-audit.log");
    }
}
