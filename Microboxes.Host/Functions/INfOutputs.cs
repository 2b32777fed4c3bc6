using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Opens the outputs of NFs: files for a running application, memory for a command that prints the records itself.</summary>
internal interface INfOutputs
{
    /// <summary>Opens the output of one NF instance. Called on a control path, before the instance sees an event.</summary>
    /// <param name="application">The application's name.</param>
    /// <param name="function">The NF's name.</param>
    /// <param name="target">The output as the configuration names it: the path of a file, "-" for standard output, or empty.</param>
    /// <param name="stackLine">The stack line the instance serves, counted from 0; instances of one NF may share a target.</param>
    INfOutput Open(string application, string function, string target, int stackLine);

    /// <summary>Writes what is left and closes everything, after the last instance has stopped. Returns a sentence for each output that lost records.</summary>
    IReadOnlyList<string> Close() => [];
}
