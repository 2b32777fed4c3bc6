namespace Microboxes.Host.Admin.Local;

/// <summary>Where the sockets of running planes lie when the configuration does not say: one for each process, in a folder of the user's own.</summary>
internal static class SocketPlace
{
    private const string Name = "microboxes";
    private const string Suffix = ".sock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The path for this process, in the first folder that can be made.</summary>
    internal static string OfThisProcess()
    {
        Exception? obstacle = null;
        foreach (string folder in Folders())
        {
            try
            {
                return Path.Combine(Prepare(folder), Environment.ProcessId + Suffix);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                obstacle = e;
            }
        }

        throw new AdminMistakeException($"No folder for the admin socket can be made ({obstacle?.Message.TrimEnd('.')}): name a path with Admin:Socket.", obstacle);
    }

    /// <summary>Every socket there is, of planes that run or were killed.</summary>
    internal static IReadOnlyList<string> All() =>
        [.. Folders().Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, "*" + Suffix)).Order(StringComparer.Ordinal)];

    /// <summary>Takes away what a process left behind that was killed. One that only just begins does not listen yet, but lives.</summary>
    internal static void RemoveIfAbandoned(string path)
    {
        if (!Directory.Exists($"/proc/{Path.GetFileNameWithoutExtension(path)}")) File.Delete(path);
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime) yield return Path.Combine(runtime, Name);
        if (Environment.IsPrivilegedProcess) yield return Path.Combine("/run", Name);
        yield return Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}");
    }

    // Only the owner can change a folder's mode: a folder that somebody else laid there fails here.
    private static string Prepare(string folder)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        if (new DirectoryInfo(folder).LinkTarget != null) throw new IOException($"{folder} is a link");
        File.SetUnixFileMode(folder, OwnerOnly);
        return folder;
    }
}
