using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Actors;

/// <summary>Makes and starts a new instance of an NF and puts it in the failed one's place. The NF's own code runs on a thread that nobody waits for.</summary>
internal static class NfRestart
{
    internal static Task<Restarted> Begin(SupervisedNf nf, NfFactory createFunction, int attempt) =>
        Task.Factory.StartNew(() => Attempt(nf, createFunction, attempt), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    /// <summary>The version of the plugin that an instance comes from.</summary>
    internal static string VersionOf(NetworkFunction? instance) => instance?.GetType().Assembly.GetName().Version?.ToString() ?? "";

    private static async Task<Restarted> Attempt(SupervisedNf nf, NfFactory createFunction, int attempt)
    {
        try
        {
            NetworkFunction instance = createFunction(nf.Function);
            string version = VersionOf(instance);
            nf.Adapter.Attach(instance);
            instance.OnStart();
            bool isAtWork = await nf.Adapter.Proxy.Restart(instance).ConfigureAwait(false);
            return new(attempt, isAtWork ? null : $"{nf.Adapter.Name} was not started anew because its place is taken.", version);
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new(attempt, $"{nf.Adapter.Name} could not be started anew: {fault.Message.ReplaceLineEndings(" ")}", "");
        }
    }
}
