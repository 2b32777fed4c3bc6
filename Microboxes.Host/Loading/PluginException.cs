namespace Microboxes.Host.Loading;

/// <summary>A plugin that cannot be used: one sentence with the cause, the file and what to do.</summary>
internal sealed class PluginException : MistakeException
{
    internal PluginException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal PluginException(PluginState state, string message)
        : base(message) => State = state;

    /// <summary>What the plugin is because of this: Quarantined, or Incompatible.</summary>
    internal PluginState State { get; } = PluginState.Quarantined;
}
