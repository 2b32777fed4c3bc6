using System.Security.Cryptography;

namespace Microboxes.Host.Loading;

/// <summary>Tells one content of a plugin's files from another: the plugin by its bytes, what lies in its folder beside it by names, sizes and times.</summary>
internal static class PluginStamp
{
    /// <summary>What a file that is not there has.</summary>
    internal const string None = "";

    internal static string Of(string path, string folder)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            string content = Convert.ToHexStringLower(SHA256.HashData(file));
            return PluginFiles.HasItsOwnFolder(path, folder) ? $"{content} {Beside(path)}" : content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string Beside(string path) => string.Join(' ', new DirectoryInfo(Path.GetDirectoryName(path)!)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(f => f.FullName != path)
        .OrderBy(f => f.FullName, StringComparer.Ordinal)
        .Select(f => $"{f.Name}:{f.Length}:{f.LastWriteTimeUtc.Ticks}"));
}
