using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>How long a plugin's files must stay as they are before anything is made of them, in milliseconds.</summary>
internal static class QuietTimes
{
    // A copy writes at least this often.
    private const long AfterAChange = 300;

    // What cannot be read yet may be half of a copy that waits.
    private const long WhileUnreadable = 1200;

    // A folder that is swapped for another is gone for a moment.
    private const long AfterARemoval = 1000;

    /// <summary>True when it has been quiet long enough.</summary>
    internal static bool HavePassed(PluginEntry entry, long now)
    {
        long quiet = now - entry.ChangedAt;
        if (entry.Seen == PluginStamp.None) return quiet >= AfterARemoval;
        return quiet >= WhileUnreadable || (quiet >= AfterAChange && PluginMetadata.TryRead(entry.Path) != null);
    }
}
