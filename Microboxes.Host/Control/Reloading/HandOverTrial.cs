using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;
using Microboxes.Host.Loading;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>
/// Lets a version hand over to itself once, off the lanes: a hand-over that fails is known before it matters, and no lane waits for the first call of code.
/// </summary>
internal static class HandOverTrial
{
    private const int Flows = 64;

    /// <param name="version">The version.</param>
    /// <param name="options">The NF as an application has it.</param>
    /// <exception cref="PluginException">It fails.</exception>
    internal static void Run(PluginVersion version, FunctionOptions options)
    {
        try
        {
            NetworkFunction? running = Started(version, options);
            NetworkFunction next = Started(version, options);
            using FlowStateMemory flows = new(next.FlowStateSize, Flows);
            NfReplacement replacement = new(next);
            if (replacement.TakeOver(options.Function, ref running) is { } refusal) throw new PluginException(refusal);
            replacement.PassOn(next, [flows]);
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault) when (fault is not PluginException)
#pragma warning restore CA1031
        {
            throw new PluginException($"The NF '{options.Function}' of version {version.Number} cannot start: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    private static NetworkFunction Started(PluginVersion version, FunctionOptions options)
    {
        NetworkFunction instance = version.Create(options.Function);
        instance.AttachNowhere(new() { Settings = new(options.Settings), Log = NullNfLog.Instance, Output = NullNfOutput.Instance });
        instance.OnStart();
        return instance;
    }
}
