using System.Text.Encodings.Web;
using System.Text.Json;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin;

/// <summary>
/// The file that tells of every request and every refusal, one JSON object a line. Only its owner can read it. It is made at its first line, and what is
/// older than a limit is kept once under the name with ".1": a stranger who is refused without end cannot fill the disk.
/// </summary>
internal sealed class AuditLog : IDisposable
{
    private const long Limit = 16 * 1024 * 1024;
    private const int LongestDetail = 1000;
    private static readonly AdminJson Json = new(new JsonSerializerOptions(AdminJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private readonly Lock turn = new();
    private readonly string path;
    private readonly TextWriter error;
    private FileStream? file;
    private bool complained;

    /// <param name="path">The file.</param>
    /// <param name="error">Hears, once, that it cannot be written.</param>
    internal AuditLog(string path, TextWriter error)
    {
        this.path = path;
        this.error = error;
    }

    internal string Path => path;

    internal void Write(string from, string outcome, string what, string detail)
    {
        AuditRecord record = new(DateTimeOffset.UtcNow, Shortened(from), outcome, Shortened(what), Shortened(detail));
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record, Json.AuditRecord), (byte)'\n'];
        lock (turn)
        {
            try
            {
                Open().Write(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Complain(e);
            }
        }
    }

    public void Dispose()
    {
        lock (turn) file?.Dispose();
    }

    private FileStream Open()
    {
        if (file != null && file.Length > Limit) Retire();
        if (file != null) return file;
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return file = new(path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    private void Retire()
    {
        file!.Dispose();
        file = null;
        File.Move(path, path + ".1", overwrite: true);
    }

    private void Complain(Exception e)
    {
        if (complained) return;
        complained = true;
        error.WriteLine($"mb: the audit log {path} cannot be written ({e.Message.TrimEnd('.')}): check Admin:Audit, its permissions and the space left.");
    }

    private static string Shortened(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail] + " …";
}
