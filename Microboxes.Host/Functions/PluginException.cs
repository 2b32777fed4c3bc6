namespace Microboxes.Host.Functions;

/// <summary>A plugin that cannot be used: one sentence with the cause, the file and what to do.</summary>
internal sealed class PluginException : MistakeException
{
    internal PluginException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
